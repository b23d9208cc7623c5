//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Runs a statement whose types are known to fit.
struct SQLEvaluator {
    var tables: [String: Database.Table]
    var parameters: [SQLValue]
    /// How long the statement may still sleep.
    var sleepBudget = Database.maximumSleep
    /// How many expressions the statement may still evaluate.
    var steps = 2_000_000
    /// What subqueries that look at no outer row gave.
    private var subqueryValues: [Int: SQLValue] = [:]

    /// The row that names are looked up in, and the rows around it.
    struct Row {
        var alias: String
        var columns: [Database.Column]
        var values: [SQLValue]
    }

    init(tables: [String: Database.Table], parameters: [SQLValue]) {
        self.tables = tables
        self.parameters = parameters
    }

    mutating func rows(of select: SQLSelect, inside outer: [Row] = []) async throws(SQLError) -> [[SQLValue]] {
        var results = try await core(select, outer)
        for union in select.unions {
            for values in try await rows(of: union.select, inside: outer) { results.append((values, [])) }
            if !union.keepsDuplicates { results = Self.distinct(results) }
        }
        if select.isDistinct { results = Self.distinct(results) }
        if !select.order.isEmpty { results = Self.sorted(results, by: select.order) }
        let offset = try await count(select.offset) ?? 0
        let limit = try await count(select.limit)
        let page = results.dropFirst(offset)
        return (limit.map { page.prefix($0) } ?? page).map(\.values)
    }

    private typealias Result = (values: [SQLValue], keys: [SQLValue])

    private mutating func core(_ select: SQLSelect, _ outer: [Row]) async throws(SQLError) -> [Result] {
        var matching: [[Row]] = []
        let conditions = (select.condition?.conjuncts ?? []).partitioned { $0.isDecidedBeforeRows }
        var isEmpty = false
        for gate in conditions.first where !isEmpty { isEmpty = try await value(of: gate, in: outer) != .bool(true) }
        for row in isEmpty ? [] : try await candidates(select, outer) {
            let scope = row.map { [$0] + outer } ?? outer
            var isMatch = true
            for condition in conditions.rest where isMatch {
                isMatch = try await value(of: condition, in: scope) == .bool(true)
            }
            if isMatch { matching.append(scope) }
        }
        if select.items.contains(where: { $0.expression?.holdsAggregate == true }) {
            var values: [SQLValue] = []
            for item in select.items {
                if let expression = item.expression {
                    values.append(try await value(of: expression, in: outer, group: matching))
                }
            }
            return [(values, [])]
        }
        var results: [Result] = []
        for scope in matching { results.append(try await project(select, scope)) }
        return results
    }

    private mutating func project(_ select: SQLSelect, _ scope: [Row]) async throws(SQLError) -> Result {
        var values: [SQLValue] = []
        var named: [String: SQLValue] = [:]
        for item in select.items {
            if let expression = item.expression {
                let value = try await value(of: expression, in: scope)
                values.append(value)
                named[item.name] = value
            } else {
                values += scope.first?.values ?? []
            }
        }
        var keys: [SQLValue] = []
        for order in select.order {
            if case .literal(.integer(let number), _, _) = order.key {
                keys.append(values.indices.contains(number - 1) ? values[number - 1] : .null)
            } else if case .column(let name, nil, _) = order.key, let value = named[name] {
                keys.append(value)
            } else {
                keys.append(try await value(of: order.key, in: scope))
            }
        }
        return (values, keys)
    }

    /// The rows of the source; without a source there is one that has no columns.
    private mutating func candidates(_ select: SQLSelect, _ outer: [Row]) async throws(SQLError) -> [Row?] {
        guard let source = select.source else { return [nil] }
        switch source.origin {
        case .table(let name):
            let table = tables[name] ?? Database.Table(columns: [])
            return table.rows.map { Row(alias: source.alias, columns: table.columns, values: $0) }
        case .function(let call):
            let value = try await value(of: call, in: outer)
            return [Row(alias: source.alias, columns: [.init(source.alias, value.type)], values: [value])]
        }
    }

    mutating func subqueryValue(
        _ select: SQLSelect,
        number: Int,
        isExists: Bool,
        in scope: [Row]
    ) async throws(SQLError) -> SQLValue {
        if let known = subqueryValues[number] { return known }
        let results = try await rows(of: select, inside: scope)
        let value: SQLValue
        if isExists {
            value = .bool(!results.isEmpty)
        } else {
            guard results.count < 2 else {
                let message = "more than one row returned by a subquery used as an expression"
                throw SQLError(.cardinality, message)
            }
            value = results.first?.first ?? .null
        }
        if !select.looksOutside(tables) { subqueryValues[number] = value }
        return value
    }

    private mutating func count(_ expression: SQLExpression?) async throws(SQLError) -> Int? {
        guard let expression else { return nil }
        let value = try await value(of: expression, in: [])
        guard let count = value.integer else { return nil }
        guard count >= 0 else {
            throw SQLError(
                SQLError.State(code: "2201W", exception: "InvalidRowCountInLimitClause"),
                "LIMIT must not be negative"
            )
        }
        return count
    }

    private static func distinct(_ results: [Result]) -> [Result] {
        var seen: Set<[SQLValue]> = []
        return results.filter { seen.insert($0.values).inserted }
    }

    private static func sorted(_ results: [Result], by order: [SQLSelect.Order]) -> [Result] {
        guard results.allSatisfy({ $0.keys.count == order.count }) else { return results }
        return results.sorted { left, right in
            for (index, key) in order.enumerated() {
                guard let comparison = SQLValue.compare(left.keys[index], right.keys[index]), comparison != 0 else {
                    continue
                }
                return key.isDescending ? comparison > 0 : comparison < 0
            }
            return false
        }
    }
}

extension SQLExpression {
    /// The parts that must all hold.
    var conjuncts: [SQLExpression] {
        if case .logical(.and, let left, let right) = self { left.conjuncts + right.conjuncts } else { [self] }
    }

    /// Whether the value is the same for all rows, so that PostgreSQL works it out once, before it reads the first.
    var isDecidedBeforeRows: Bool {
        switch self {
        case .column, .call("pg_sleep", _, _): false
        case .subquery(let select, _, _): !select.looksOutside([:])
        default: children.allSatisfy(\.isDecidedBeforeRows)
        }
    }
}

extension Array {
    fileprivate func partitioned(by belongsFirst: (Element) -> Bool) -> (first: [Element], rest: [Element]) {
        (filter(belongsFirst), filter { !belongsFirst($0) })
    }
}

extension SQLSelect {
    /// Whether a column is named that the select's own source does not have.
    func looksOutside(_ tables: [String: Database.Table]) -> Bool {
        var names: Set<String> = []
        var alias: String?
        if let source {
            alias = source.alias
            if case .table(let name) = source.origin {
                names = Set(tables[name]?.columns.map(\.name) ?? [])
            } else {
                names = [source.alias]
            }
        }
        func outside(_ expression: SQLExpression) -> Bool {
            switch expression {
            case .column(let name, let table, _): table.map { $0 != alias } ?? !names.contains(name)
            case .subquery: true
            default: expression.children.contains(where: outside)
            }
        }
        let expressions = items.compactMap(\.expression) + [condition].compactMap { $0 } + order.map(\.key)
        return expressions.contains(where: outside) || unions.contains { $0.select.looksOutside(tables) }
    }
}
