//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds the type of every expression before a row is read, as PostgreSQL does, so that a mistake shows even where no
/// row would have met it.
struct SQLBinder {
    var tables: [String: Database.Table]
    var parameters: [SQLValue]

    /// The columns that a name can mean, innermost first.
    struct Scope {
        struct Relation {
            var alias: String
            var columns: [Database.Column]
        }

        var relations: [Relation] = []
        var parents: [Relation] = []
    }

    /// The columns of the result.
    func columns(of select: SQLSelect, inside outer: Scope = Scope()) throws(SQLError) -> [Database.Column] {
        let scope = try scope(of: select, inside: outer)
        var columns: [Database.Column] = []
        for item in select.items {
            if let expression = item.expression {
                columns.append(.init(item.name, try type(of: expression, in: scope)))
            } else {
                guard let relation = scope.relations.first else {
                    throw SQLError(.syntax, "SELECT * with no tables specified is not valid", at: 8)
                }
                columns += relation.columns
            }
        }
        if let condition = select.condition { try requireBoolean(condition, "WHERE", scope) }
        try checkGrouping(select)
        for union in select.unions { try unite(&columns, with: union, inside: outer) }
        try checkOrder(select, columns, scope)
        for bound in [select.limit, select.offset].compactMap({ $0 }) { _ = try coerce(bound, to: .integer, in: scope) }
        return columns
    }

    func scope(of select: SQLSelect, inside outer: Scope) throws(SQLError) -> Scope {
        var scope = Scope(parents: outer.relations + outer.parents)
        guard let source = select.source else { return scope }
        switch source.origin {
        case .table(let name):
            guard let table = tables[name] else {
                throw SQLError(.undefinedTable, "relation \"\(name)\" does not exist", at: source.position)
            }
            scope.relations = [.init(alias: source.alias, columns: table.columns)]
        case .function(let call):
            let type = try type(of: call, in: scope)
            scope.relations = [.init(alias: source.alias, columns: [.init(source.alias, type)])]
        }
        return scope
    }

    private func unite(
        _ columns: inout [Database.Column],
        with union: SQLSelect.Union,
        inside outer: Scope
    ) throws(SQLError) {
        let right = try self.columns(of: union.select, inside: outer)
        guard right.count == columns.count else {
            throw SQLError(.syntax, "each UNION query must have the same number of columns", at: union.position)
        }
        for index in columns.indices {
            let (mine, other) = (columns[index].type, right[index].type)
            if mine == .unknown {
                columns[index].type = other
            } else if other != .unknown, mine != other, !(mine.isText && other.isText),
                !(mine.isNumber && other.isNumber)
            {
                throw SQLError(
                    .datatypeMismatch,
                    "UNION types \(mine.rawValue) and \(other.rawValue) cannot be matched",
                    at: union.position
                )
            }
        }
    }

    private func checkOrder(_ select: SQLSelect, _ columns: [Database.Column], _ scope: Scope) throws(SQLError) {
        for order in select.order {
            switch order.key {
            case .literal(.integer(let number), _, let position):
                guard (1...max(columns.count, 1)).contains(number) else {
                    let message = "ORDER BY position \(number) is not in select list"
                    throw SQLError(.invalidColumnReference, message, at: position)
                }
            case .column(let name, nil, _) where columns.contains { $0.name == name }: continue
            default: _ = try type(of: order.key, in: scope)
            }
        }
    }

    private func checkGrouping(_ select: SQLSelect) throws(SQLError) {
        guard select.items.contains(where: { $0.expression?.holdsAggregate == true }) else { return }
        for item in select.items {
            if let expression = item.expression, !expression.holdsColumnOutsideAggregate { continue }
            let message =
                "column \"\(item.name)\" must appear in the GROUP BY clause or be used in an aggregate function"
            throw SQLError(.grouping, message)
        }
    }

    func requireBoolean(_ expression: SQLExpression, _ place: String, _ scope: Scope) throws(SQLError) {
        if case .literal(.text(let text), true, let position) = expression {
            _ = try SQLType.boolean.value(of: text, at: position)
            return
        }
        let type = try type(of: expression, in: scope)
        guard type == .boolean || type == .unknown else {
            let message = "argument of \(place) must be type boolean, not type \(type.rawValue)"
            throw SQLError(.datatypeMismatch, message, at: expression.position)
        }
    }
}

extension SQLExpression {
    /// Where the expression, or its first part that knows, begins.
    var position: Int? {
        switch self {
        case .literal(_, _, let position), .column(_, _, let position), .parameter(_, let position),
            .call(_, _, let position):
            position
        case .binary(_, let left, _, let position): left.position ?? position
        case .like(let left, _, _, _, let position), .inList(let left, _, _, let position): left.position ?? position
        case .not(let inner), .negate(let inner), .cast(let inner, _), .isNull(let inner, _): inner.position
        case .logical(_, let left, _): left.position
        case .aggregate, .choice, .subquery: nil
        }
    }

    /// The expressions right below this one; a subquery's are its own affair.
    var children: [SQLExpression] {
        switch self {
        case .literal, .column, .parameter, .subquery: []
        case .not(let inner), .negate(let inner), .cast(let inner, _), .isNull(let inner, _): [inner]
        case .logical(_, let left, let right), .binary(_, let left, let right, _), .like(let left, let right, _, _, _):
            [left, right]
        case .inList(let left, let values, _, _): [left] + values
        case .call(_, let arguments, _): arguments
        case .aggregate(_, let argument): argument.map { [$0] } ?? []
        case .choice(let operand, let branches, let otherwise):
            [operand, otherwise].compactMap { $0 } + branches.flatMap { [$0.condition, $0.result] }
        }
    }

    var holdsAggregate: Bool {
        if case .aggregate = self { return true }
        return children.contains { $0.holdsAggregate }
    }

    var holdsColumnOutsideAggregate: Bool {
        switch self {
        case .aggregate: false
        case .column: true
        default: children.contains { $0.holdsColumnOutsideAggregate }
        }
    }
}
