//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

struct DatabaseTests {
    let database = Database([
        "users": .init(
            columns: [.init("id", .integer), .init("name", .varchar), .init("city", .varchar)],
            rows: [
                [.integer(1), .text("ada"), .text("London")],
                [.integer(2), .text("lin"), .text("Oslo")],
                [.integer(3), .text("o'neil"), .null],
            ]
        )
    ])

    private func names(_ condition: String, _ parameters: [SQLValue] = []) async throws -> [String] {
        let statement = "SELECT name FROM users WHERE \(condition) ORDER BY id"
        return try await database.query(statement, parameters).rows.compactMap { $0.first?.text }
    }

    @Test(arguments: [
        ("name = 'ada'", ["ada"]),
        ("name <> 'ada' AND id < 3", ["lin"]),
        ("name LIKE '%n%' OR id = 1", ["ada", "lin", "o'neil"]),
        ("NOT id = 2 AND city IS NOT NULL", ["ada"]),
        ("id IN (1, 3) -- the odd ones", ["ada", "o'neil"]),
        ("id NOT IN (1) /* a /* nested */ note */ AND id > 2", ["o'neil"]),
        ("id BETWEEN 2 AND 2 + 1", ["lin", "o'neil"]),
        ("id = '2'", ["lin"]),
        ("name = 'o''neil'", ["o'neil"]),
        ("name = 'a' || 'd' || 'a'", ["ada"]),
        ("length(name) = 3 AND upper(name) = 'LIN'", ["lin"]),
        ("CASE WHEN id = 1 THEN 'x' ELSE 'y' END = 'x'", ["ada"]),
        ("id = CAST('3' AS integer) OR id = '1'::int", ["ada", "o'neil"]),
        ("id = (SELECT max(id) FROM users)", ["o'neil"]),
        ("EXISTS (SELECT 1 FROM users u WHERE u.id = 9)", []),
        ("city IS NULL", ["o'neil"]),
        ("substring(name, 1, 1) = 'l'", ["lin"]),
        ("id = -1 * -2 % 3", ["lin"]),
    ])
    func findsTheRowsOfACondition(_ condition: String, _ expected: [String]) async throws {
        #expect(try await names(condition) == expected)
    }

    @Test(arguments: [
        ("name = 'ada''", "42601", #"unterminated quoted string at or near "'ada'' ORDER BY id""#),
        ("name = 'x' x", "42601", #"syntax error at or near "x""#),
        ("nobody = 1", "42703", #"column "nobody" does not exist"#),
        ("id = 'ada'", "22P02", #"invalid input syntax for type integer: "ada""#),
        ("id = name", "42883", "operator does not exist: integer = character varying"),
        ("name = 1", "42883", "operator does not exist: character varying = integer"),
        ("name AND id = 1", "42804", "argument of AND must be type boolean, not type character varying"),
        ("sleep(1) = 0", "42883", "function sleep(integer) does not exist"),
        ("id = 1 UNION SELECT 1, 2", "42601", "each UNION query must have the same number of columns"),
        ("id = 1 / 0", "22012", "division by zero"),
        ("$1 = name", "42P02", "there is no parameter $1"),
        ("id = (SELECT id FROM users)", "21000", "more than one row returned by a subquery used as an expression"),
        ("(id = 1", "42601", #"syntax error at or near "ORDER""#),
    ])
    func failsInTheWordsOfPostgreSQL(_ condition: String, _ state: String, _ message: String) async throws {
        let error = try await #require(throws: SQLError.self) { _ = try await names(condition) }
        #expect(error.state.code == state)
        #expect(error.message == message)
    }

    @Test func aMistakeShowsEvenWhereNoRowMeetsIt() async throws {
        let error = try await #require(throws: SQLError.self) { _ = try await names("1 = 2 AND missing = 1") }
        #expect(error.jdbcText.hasPrefix("org.postgresql.util.PSQLException: ERROR: column \"missing\" does not exist"))
        #expect(error.psycopgText(statement: "x").hasPrefix("psycopg2.errors.UndefinedColumn: column"))
    }

    @Test(arguments: [
        ("' OR '1'='1", 3), ("' OR 7391=7391 -- ", 3), ("' OR 7391=7392 -- ", 0), ("ada' AND 5=5 -- ", 1),
        ("x' UNION SELECT city FROM users -- ", 3),
    ])
    func textPutIntoAStatementIsRunAsSQL(_ payload: String, _ rows: Int) async throws {
        let concatenated = try await database.query("SELECT name FROM users WHERE name = '\(payload)'")
        #expect(concatenated.rows.count == rows)
        let bound = try await database.query("SELECT name FROM users WHERE name = $1", [.text(payload)])
        #expect(bound.rows.isEmpty)
    }

    @Test func aBoundQuoteIsJustAQuote() async throws {
        #expect(try await names("name = $1", [.text("o'neil")]) == ["o'neil"])
    }

    @Test func sortsAndPages() async throws {
        let found = try await database.query("SELECT name AS n FROM users ORDER BY n DESC LIMIT 1 OFFSET 1")
        #expect(found == Database.ResultSet(columns: ["n"], rows: [[.text("lin")]]))
        let error = try await #require(throws: SQLError.self) {
            try await database.query("SELECT name FROM users ORDER BY 2")
        }
        #expect(error.message == "ORDER BY position 2 is not in select list")
    }

    @Test func sleepsOnlyWhereItIsReached() async throws {
        let start = ContinuousClock.now
        _ = try await names("1 = 2 AND (SELECT 1 FROM pg_sleep(5)) IS NOT NULL")
        _ = try await names("CASE WHEN 1 = 2 THEN (SELECT 1 FROM pg_sleep(5)) ELSE 0 END = 0")
        _ = try await names("id = 9 AND '' || pg_sleep(5) = ''")
        #expect(ContinuousClock.now - start < .seconds(5))
        let before = ContinuousClock.now
        // Worked out once, though no row has the id and three rows are there.
        _ = try await names("id = 9 AND (SELECT 1 FROM pg_sleep(0.2)) IS NOT NULL")
        #expect(ContinuousClock.now - before >= .milliseconds(200))
    }

    @Test func deepNestingIsRefused() async throws {
        let text = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
        let error = try await #require(throws: SQLError.self) { try await database.query("SELECT \(text)") }
        #expect(error.state == .tooComplex)
    }
}
