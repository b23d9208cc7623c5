//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An error in PostgreSQL's words.
struct SQLError: Error, Hashable {
    /// A SQLSTATE, with the name that psycopg2 gives its exception.
    struct State: Hashable, Sendable {
        var code: String
        var exception: String

        static let syntax = State(code: "42601", exception: "SyntaxError")
        static let undefinedColumn = State(code: "42703", exception: "UndefinedColumn")
        static let undefinedTable = State(code: "42P01", exception: "UndefinedTable")
        static let undefinedFunction = State(code: "42883", exception: "UndefinedFunction")
        static let undefinedParameter = State(code: "42P02", exception: "UndefinedParameter")
        static let datatypeMismatch = State(code: "42804", exception: "DatatypeMismatch")
        static let invalidColumnReference = State(code: "42P10", exception: "InvalidColumnReference")
        static let invalidText = State(code: "22P02", exception: "InvalidTextRepresentation")
        static let divisionByZero = State(code: "22012", exception: "DivisionByZero")
        static let outOfRange = State(code: "22003", exception: "NumericValueOutOfRange")
        static let cardinality = State(code: "21000", exception: "CardinalityViolation")
        static let grouping = State(code: "42803", exception: "GroupingError")
        static let canceled = State(code: "57014", exception: "QueryCanceled")
        static let tooComplex = State(code: "54001", exception: "StatementTooComplex")
    }

    var state: State
    var message: String
    /// The character of the statement that the error is about, from 1.
    var position: Int?

    init(_ state: State, _ message: String, at position: Int? = nil) {
        self.state = state
        self.message = message
        self.position = position
    }

    /// As the server itself prints it.
    var serverText: String { "ERROR:  \(message)" }

    /// As a Java program shows it.
    var jdbcText: String {
        "org.postgresql.util.PSQLException: ERROR: \(message)" + (position.map { "\n  Position: \($0)" } ?? "")
    }

    /// As a Python program shows it.
    func psycopgText(statement: String) -> String {
        let head = "psycopg2.errors.\(state.exception): \(message)"
        guard let position, !statement.contains("\n") else { return head + "\n" }
        let caret = String(repeating: " ", count: "LINE 1: ".count + position - 1) + "^"
        return "\(head)\nLINE 1: \(statement)\n\(caret)\n"
    }
}
