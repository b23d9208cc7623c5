//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Tables in memory, asked in a PostgreSQL-like SQL.
///
/// It exists so that an injection is real: a statement put together from text does what the text says.
final class Database: Sendable {
    struct Column: Sendable, Hashable {
        var name: String
        var type: SQLType

        init(_ name: String, _ type: SQLType) {
            self.name = name
            self.type = type
        }
    }

    struct Table: Sendable {
        var columns: [Column]
        var rows: [[SQLValue]] = []
    }

    /// What a SELECT gives back.
    struct ResultSet: Sendable, Hashable {
        var columns: [String]
        var rows: [[SQLValue]]

        /// The rows as JSON objects.
        var json: [JSON] {
            rows.map { row in .object(zip(columns, row).map { JSON.Member(name: $0, value: $1.json) }) }
        }
    }

    /// The longest that one statement sleeps.
    static let maximumSleep = Duration.seconds(10)

    private let tables: Mutex<[String: Table]>

    init(_ tables: [String: Table]) { self.tables = Mutex(tables) }

    /// Runs the statements of a text and gives back the rows of the first.
    ///
    /// - Parameters:
    ///   - statement: The text; what `$1`, `$2`, … stand for is in `parameters` and is never read as SQL.
    ///   - parameters: The bound values.
    /// - Throws: ``SQLError``.
    func query(_ statement: String, _ parameters: [SQLValue] = []) async throws(SQLError) -> ResultSet {
        let snapshot = tables.withLock { $0 }
        let selects = try SQLParser.statements(in: statement)
        var first: ResultSet?
        for select in selects {
            let columns = try SQLBinder(tables: snapshot, parameters: parameters).columns(of: select)
            var evaluator = SQLEvaluator(tables: snapshot, parameters: parameters)
            let rows = try await evaluator.rows(of: select)
            first = first ?? ResultSet(columns: columns.map(\.name), rows: rows)
        }
        return first ?? ResultSet(columns: [], rows: [])
    }

    func insert(_ values: [SQLValue], into table: String) {
        tables.withLock { $0[table]?.rows.append(values) }
    }

    /// Sets a column in the rows whose key is the value.
    func update(_ table: String, set column: String, to value: SQLValue, where key: String, is wanted: SQLValue) {
        tables.withLock { tables in
            guard let found = tables[table],
                let target = found.columns.firstIndex(where: { $0.name == column }),
                let source = found.columns.firstIndex(where: { $0.name == key })
            else { return }
            for index in found.rows.indices where found.rows[index][source] == wanted {
                tables[table]?.rows[index][target] = value
            }
        }
    }

    /// Removes the rows whose key is the value.
    func delete(from table: String, where key: String, is wanted: SQLValue) {
        tables.withLock { tables in
            guard let index = tables[table]?.columns.firstIndex(where: { $0.name == key }) else { return }
            tables[table]?.rows.removeAll { $0[index] == wanted }
        }
    }
}
