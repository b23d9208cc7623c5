//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A value of a column, a parameter or an expression.
enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int)
    case double(Double)
    case text(String)
    case bool(Bool)
    /// What `pg_sleep` gives back.
    case void

    var type: SQLType {
        switch self {
        case .null: .unknown
        case .integer: .integer
        case .double: .double
        case .text: .varchar
        case .bool: .boolean
        case .void: .void
        }
    }

    /// The value as text, as `CAST(… AS text)` gives it; `nil` for null.
    var text: String? {
        switch self {
        case .null: nil
        case .integer(let value): String(value)
        case .double(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
        case .text(let value): value
        case .bool(let value): value ? "true" : "false"
        case .void: ""
        }
    }

    var json: JSON {
        switch self {
        case .null: .null
        case .integer(let value): .integer(value)
        case .double(let value): .number(value)
        case .bool(let value): .bool(value)
        case .text, .void: .string(text ?? "")
        }
    }
}

/// The types of the dialect, by the names that PostgreSQL prints.
enum SQLType: String, Sendable, Hashable {
    case integer
    case double = "double precision"
    case varchar = "character varying"
    case text
    case boolean
    case void
    /// A string literal or NULL that takes its type from where it stands.
    case unknown

    var isNumber: Bool { self == .integer || self == .double }
    var isText: Bool { self == .varchar || self == .text }

    /// The type that a name in a CAST means.
    init?(name: String) {
        switch name {
        case "int", "int4", "int8", "integer", "bigint", "smallint": self = .integer
        case "float", "float8", "numeric", "decimal", "real", "double": self = .double
        case "varchar", "bpchar", "char": self = .varchar
        case "text", "name": self = .text
        case "bool", "boolean": self = .boolean
        default: return nil
        }
    }

    /// A text as a value of the type, as a literal or a CAST is read.
    ///
    /// - Throws: ``SQLError`` with state 22P02 where the text does not fit, as PostgreSQL does.
    func value(of text: String, at position: Int? = nil) throws(SQLError) -> SQLValue {
        let trimmed = text.filter { $0 != " " }
        let value: SQLValue? =
            switch self {
            case .integer: Int(trimmed).map { .integer($0) }
            case .double: Double(trimmed).map { .double($0) }
            case .boolean:
                switch trimmed.lowercased() {
                case "t", "true", "yes", "on", "1": .bool(true)
                case "f", "false", "no", "off", "0": .bool(false)
                default: nil
                }
            case .void: .void
            case .varchar, .text, .unknown: .text(text)
            }
        guard let value else {
            throw SQLError(.invalidText, "invalid input syntax for type \(rawValue): \"\(text)\"", at: position)
        }
        return value
    }
}
