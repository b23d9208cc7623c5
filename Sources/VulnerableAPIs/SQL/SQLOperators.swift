//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SQLValue {
    /// Negative, zero or positive as the first is less, equal or more; `nil` where one is null.
    static func compare(_ left: SQLValue, _ right: SQLValue) -> Int? {
        if left == .null || right == .null { return nil }
        if case .bool(let first) = left, case .text(let second) = right {
            return compare(.bool(first), (try? SQLType.boolean.value(of: second)) ?? .null)
        }
        if case .text = left, case .bool = right { return compare(right, left).map { -$0 } }
        let isNumeric = left.type.isNumber || right.type.isNumber
        if isNumeric, let first = left.double, let second = right.double {
            return first < second ? -1 : first > second ? 1 : 0
        }
        let (first, second) = (left.text ?? "", right.text ?? "")
        return first < second ? -1 : first > second ? 1 : 0
    }

    static func apply(_ symbol: String, _ left: SQLValue, _ right: SQLValue) throws(SQLError) -> SQLValue {
        if left == .null || right == .null { return .null }
        switch symbol {
        case "||": return .text((left.text ?? "") + (right.text ?? ""))
        case "+", "-", "*", "/", "%": return try calculate(symbol, left, right)
        default:
            guard let comparison = compare(left, right) else { return .null }
            switch symbol {
            case "=": return .bool(comparison == 0)
            case "<>": return .bool(comparison != 0)
            case "<": return .bool(comparison < 0)
            case "<=": return .bool(comparison <= 0)
            case ">": return .bool(comparison > 0)
            default: return .bool(comparison >= 0)
            }
        }
    }

    static func calculate(_ symbol: String, _ left: SQLValue, _ right: SQLValue) throws(SQLError) -> SQLValue {
        if left == .null || right == .null { return .null }
        if left.type == .double || right.type == .double { return try calculate(symbol, left.double, right.double) }
        guard let first = left.integer, let second = right.integer else { return .null }
        if second == 0, symbol == "/" || symbol == "%" { throw SQLError(.divisionByZero, "division by zero") }
        let result =
            switch symbol {
            case "+": first.addingReportingOverflow(second)
            case "-": first.subtractingReportingOverflow(second)
            case "*": first.multipliedReportingOverflow(by: second)
            case "/": first.dividedReportingOverflow(by: second)
            default: first.remainderReportingOverflow(dividingBy: second)
            }
        guard !result.overflow else { throw SQLError(.outOfRange, "bigint out of range") }
        return .integer(result.partialValue)
    }

    private static func calculate(_ symbol: String, _ left: Double?, _ right: Double?) throws(SQLError) -> SQLValue {
        guard let left, let right else { return .null }
        switch symbol {
        case "+": return .double(left + right)
        case "-": return .double(left - right)
        case "*": return .double(left * right)
        default:
            guard right != 0 else { throw SQLError(.divisionByZero, "division by zero") }
            return .double(symbol == "/" ? left / right : left.truncatingRemainder(dividingBy: right))
        }
    }
}

/// A pattern of LIKE: `%` stands for any text, `_` for one character, a backslash takes the next as it is.
struct LikePattern {
    private enum Part: Equatable {
        case anyText
        case anyCharacter
        case character(Character)
    }

    private var parts: [Part] = []
    private var ignoresCase: Bool

    init(_ pattern: String, ignoresCase: Bool) {
        self.ignoresCase = ignoresCase
        var isEscaped = false
        for character in ignoresCase ? pattern.lowercased() : pattern {
            switch character {
            case _ where isEscaped:
                parts.append(.character(character))
                isEscaped = false
            case "\\": isEscaped = true
            case "%": if parts.last != .anyText { parts.append(.anyText) }
            case "_": parts.append(.anyCharacter)
            default: parts.append(.character(character))
            }
        }
    }

    /// Greedy with one step back, so that it takes at most pattern times text.
    func matches(_ text: String) -> Bool {
        let characters = Array(ignoresCase ? text.lowercased() : text)
        var (position, part) = (0, 0)
        var retry: (position: Int, part: Int)?
        while position < characters.count {
            if part < parts.count, parts[part] == .anyText {
                retry = (position, part)
                part += 1
            } else if part < parts.count,
                parts[part] == .anyCharacter || parts[part] == .character(characters[position])
            {
                position += 1
                part += 1
            } else if let last = retry {
                retry = (last.position + 1, last.part)
                position = last.position + 1
                part = last.part + 1
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .anyText }
    }
}
