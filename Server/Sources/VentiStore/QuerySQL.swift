//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import VentiService

/// The SQL of a query. Values are always arguments; the names of columns come from this package's own code.
struct QuerySQL {
    private(set) var clauses: [String] = []
    private(set) var arguments: [any DatabaseValueConvertible] = []

    /// - Parameters:
    ///   - conditions: What the records have to be.
    ///   - scope: Whose they have to be; `nil` for anybody's.
    init(_ conditions: [RecordCondition], _ scope: TenantScope?) {
        if let scope { add("tenant = ?", scope.tenant.rawValue) }
        for condition in conditions { add(condition) }
    }

    var predicate: String { clauses.isEmpty ? "" : " WHERE " + clauses.joined(separator: " AND ") }

    var statementArguments: StatementArguments { StatementArguments(arguments) }

    /// The whole statement for a query.
    static func select<Record: TenantRecord>(
        _ query: RecordQuery<Record>,
        _ scope: TenantScope?
    ) -> (sql: String, arguments: StatementArguments) {
        var built = QuerySQL(query.conditions, scope)
        let columns = query.order.map { "\"\($0)\"" }
        if let after = query.after, after.count == columns.count {
            let places = after.map { _ in "?" }.joined(separator: ", ")
            built.clauses.append("(\(columns.joined(separator: ", "))) \(query.ascending ? ">" : "<") (\(places))")
            built.arguments += after.map(\.argument)
        }
        let direction = query.ascending ? "ASC" : "DESC"
        let order = columns.map { "\($0) \(direction)" }.joined(separator: ", ")
        if let limit = query.limit { built.arguments.append(max(0, limit)) }
        let limit = query.limit == nil ? "" : " LIMIT ?"
        return (
            "SELECT * FROM \"\(Record.table)\"\(built.predicate) ORDER BY \(order)\(limit)", built.statementArguments
        )
    }

    private mutating func add(_ clause: String, _ values: any DatabaseValueConvertible...) {
        clauses.append(clause)
        arguments += values
    }

    private mutating func add(_ condition: RecordCondition) {
        switch condition {
        case .equals(let column, let value): add("\"\(column)\" = ?", value.argument)
        case .isIn(let column, let values):
            // SQLite takes an empty list, and nothing is in it.
            clauses.append("\"\(column)\" IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
            arguments += values.map(\.argument)
        case .isAfter(let column, let value): add("\"\(column)\" > ?", value.argument)
        case .isBefore(let column, let value): add("\"\(column)\" < ?", value.argument)
        case .isNull(let column): clauses.append("\"\(column)\" IS NULL")
        case .contains(let column, let text):
            let pattern = text.replacingOccurrences(of: "\\", with: "\\\\")
                .replacingOccurrences(of: "%", with: "\\%").replacingOccurrences(of: "_", with: "\\_")
            add("\"\(column)\" LIKE ? ESCAPE '\\'", "%\(pattern)%")
        }
    }
}

extension RecordValue {
    var argument: any DatabaseValueConvertible {
        switch self {
        case .text(let text): text
        case .integer(let number): number
        }
    }
}
