//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The functions of the dialect.
struct SQLFunction: Sendable {
    var arguments: ClosedRange<Int>
    var result: SQLType
    /// Whether NULL in an argument makes the result NULL.
    var isStrict = true
    /// What the arguments must be; a shorter list repeats its last.
    var accepts: [@Sendable (SQLType) -> Bool]

    private static func text(_ type: SQLType) -> Bool { type.isText || type == .unknown }
    private static func number(_ type: SQLType) -> Bool { type.isNumber || type == .unknown }
    private static func any(_ type: SQLType) -> Bool { true }

    static let all: [String: SQLFunction] = [
        "length": .init(arguments: 1...1, result: .integer, accepts: [text]),
        "char_length": .init(arguments: 1...1, result: .integer, accepts: [text]),
        "upper": .init(arguments: 1...1, result: .text, accepts: [text]),
        "lower": .init(arguments: 1...1, result: .text, accepts: [text]),
        "ascii": .init(arguments: 1...1, result: .integer, accepts: [text]),
        "chr": .init(arguments: 1...1, result: .text, accepts: [number]),
        "abs": .init(arguments: 1...1, result: .integer, accepts: [number]),
        "substring": .init(arguments: 2...3, result: .text, accepts: [text, number]),
        "substr": .init(arguments: 2...3, result: .text, accepts: [text, number]),
        "concat": .init(arguments: 1...20, result: .text, isStrict: false, accepts: [any]),
        "coalesce": .init(arguments: 1...20, result: .unknown, isStrict: false, accepts: [any]),
        "version": .init(arguments: 0...0, result: .text, accepts: [any]),
        "current_database": .init(arguments: 0...0, result: .text, accepts: [any]),
        "pg_sleep": .init(arguments: 1...1, result: .void, accepts: [number]),
    ]

    /// The function of this name that takes these types.
    ///
    /// - Throws: ``SQLError`` with state 42883.
    static func named(_ name: String, taking types: [SQLType], at position: Int) throws(SQLError) -> SQLFunction {
        if let function = all[name], function.arguments.contains(types.count),
            types.indices.allSatisfy({ function.accepts[min($0, function.accepts.count - 1)](types[$0]) })
        {
            return function
        }
        let list = types.map(\.rawValue).joined(separator: ", ")
        throw SQLError(.undefinedFunction, "function \(name)(\(list)) does not exist", at: position)
    }

    /// The value of a function other than `pg_sleep`, which takes time and is the evaluator's.
    static func apply(_ name: String, _ values: [SQLValue]) -> SQLValue {
        let text = values.first?.text ?? ""
        let number = values.first?.integer ?? 0
        switch name {
        case "length", "char_length": return .integer(text.unicodeScalars.count)
        case "upper": return .text(text.uppercased())
        case "lower": return .text(text.lowercased())
        case "ascii": return .integer(text.unicodeScalars.first.map { Int($0.value) } ?? 0)
        case "chr": return .text(UInt32(exactly: number).flatMap(Unicode.Scalar.init).map { String($0) } ?? "")
        case "abs": return .integer(number == .min ? .max : abs(number))
        case "substring", "substr": return .text(substring(text, values.dropFirst().map { $0.integer ?? 0 }))
        case "concat": return .text(values.compactMap(\.text).joined())
        case "coalesce": return values.first { $0 != .null } ?? .null
        case "version": return .text("PostgreSQL 16.3 on x86_64-pc-linux-musl, compiled by gcc, 64-bit")
        case "current_database": return .text("app")
        default: return .null
        }
    }

    /// From a character counted from 1, for a number of characters.
    private static func substring(_ text: String, _ bounds: [Int]) -> String {
        let characters = Array(text)
        let from = bounds[0].subtractingReportingOverflow(1).partialValue
        let end = bounds.count > 1 ? from.addingReportingOverflow(max(bounds[1], 0)).partialValue : characters.count
        let lower = min(max(from, 0), characters.count)
        return String(characters[lower..<max(lower, min(end, characters.count))])
    }
}

extension SQLValue {
    /// A number, cut to an integer; `nil` where the value is none.
    var integer: Int? {
        switch self {
        case .integer(let value): value
        case .double(let value): Int(exactly: value.rounded(.towardZero))
        case .text(let text): Int(text)
        case .null, .bool, .void: nil
        }
    }

    var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        case .text(let text): Double(text)
        case .null, .bool, .void: nil
        }
    }
}
