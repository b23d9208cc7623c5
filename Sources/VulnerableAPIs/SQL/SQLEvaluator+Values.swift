//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SQLEvaluator {
    /// The value of an expression for a row; in an aggregating select, `group` holds the rows that were found.
    mutating func value(
        of expression: SQLExpression,
        in scope: [Row],
        group: [[Row]]? = nil
    ) async throws(SQLError) -> SQLValue {
        steps -= 1
        guard steps > 0 else { throw SQLError(.canceled, "canceling statement due to statement timeout") }
        switch expression {
        case .literal(let value, _, _): return value
        case .parameter(let number, _): return parameters.indices.contains(number - 1) ? parameters[number - 1] : .null
        case .column(let name, let table, _): return Self.column(name, table, scope)
        case .not(let inner):
            guard let truth = try await truth(of: inner, in: scope, group: group) else { return .null }
            return .bool(!truth)
        case .negate(let inner):
            return try SQLValue.calculate("-", .integer(0), await value(of: inner, in: scope, group: group))
        case .logical(let symbol, let left, let right):
            return try await logical(symbol, left, right, scope, group)
        case .binary(let symbol, let left, let right, _):
            let values = (
                try await value(of: left, in: scope, group: group), try await value(of: right, in: scope, group: group)
            )
            return try SQLValue.apply(symbol, values.0, values.1)
        case .like(let left, let right, let ignoresCase, let isNegated, _):
            let text = try await value(of: left, in: scope, group: group).text
            let pattern = try await value(of: right, in: scope, group: group).text
            guard let text, let pattern else { return .null }
            return .bool(LikePattern(pattern, ignoresCase: ignoresCase).matches(text) != isNegated)
        case .inList(let left, let values, let isNegated, _):
            return try await contains(left, values, isNegated, scope, group)
        case .isNull(let inner, let isNegated):
            return .bool((try await value(of: inner, in: scope, group: group) == .null) != isNegated)
        case .call(let name, let arguments, _): return try await call(name, arguments, scope, group)
        case .aggregate(let name, let argument): return try await aggregate(name, argument, group ?? [])
        case .choice(let operand, let branches, let otherwise):
            return try await choice(operand, branches, otherwise, scope, group)
        case .cast(let inner, let type):
            let value = try await value(of: inner, in: scope, group: group)
            guard let text = value.text, value.type != type else { return value }
            if type == .integer, let integer = value.integer { return .integer(integer) }
            return try type.value(of: text)
        case .subquery(let select, let number, let isExists):
            return try await subqueryValue(select, number: number, isExists: isExists, in: scope)
        }
    }

    private static func column(_ name: String, _ table: String?, _ scope: [Row]) -> SQLValue {
        for row in scope where table == nil || row.alias == table {
            if let index = row.columns.firstIndex(where: { $0.name == name }) { return row.values[index] }
        }
        return .null
    }

    /// True, false, or `nil` for unknown.
    private mutating func truth(
        of expression: SQLExpression,
        in scope: [Row],
        group: [[Row]]?
    ) async throws(SQLError) -> Bool? {
        switch try await value(of: expression, in: scope, group: group) {
        case .bool(let value): value
        case .text(let text): try SQLType.boolean.value(of: text) == .bool(true)
        default: nil
        }
    }

    private mutating func logical(
        _ symbol: LogicalOperator,
        _ left: SQLExpression,
        _ right: SQLExpression,
        _ scope: [Row],
        _ group: [[Row]]?
    ) async throws(SQLError) -> SQLValue {
        let decisive = symbol == .or
        let first = try await truth(of: left, in: scope, group: group)
        if first == decisive { return .bool(decisive) }
        let second = try await truth(of: right, in: scope, group: group)
        if second == decisive { return .bool(decisive) }
        return first == nil || second == nil ? .null : .bool(!decisive)
    }

    private mutating func contains(
        _ left: SQLExpression,
        _ values: [SQLExpression],
        _ isNegated: Bool,
        _ scope: [Row],
        _ group: [[Row]]?
    ) async throws(SQLError) -> SQLValue {
        let wanted = try await value(of: left, in: scope, group: group)
        guard wanted != .null else { return .null }
        var sawNull = false
        for expression in values {
            let candidate = try await value(of: expression, in: scope, group: group)
            if candidate == .null { sawNull = true }
            if SQLValue.compare(wanted, candidate) == 0 { return .bool(!isNegated) }
        }
        return sawNull ? .null : .bool(isNegated)
    }

    private mutating func choice(
        _ operand: SQLExpression?,
        _ branches: [SQLExpression.Branch],
        _ otherwise: SQLExpression?,
        _ scope: [Row],
        _ group: [[Row]]?
    ) async throws(SQLError) -> SQLValue {
        var subject: SQLValue?
        if let operand { subject = try await value(of: operand, in: scope, group: group) }
        for branch in branches {
            let matches: Bool
            if let subject {
                let candidate = try await value(of: branch.condition, in: scope, group: group)
                matches = SQLValue.compare(subject, candidate) == 0
            } else {
                matches = try await truth(of: branch.condition, in: scope, group: group) == true
            }
            if matches { return try await value(of: branch.result, in: scope, group: group) }
        }
        guard let otherwise else { return .null }
        return try await value(of: otherwise, in: scope, group: group)
    }

    private mutating func call(
        _ name: String,
        _ arguments: [SQLExpression],
        _ scope: [Row],
        _ group: [[Row]]?
    ) async throws(SQLError) -> SQLValue {
        var values: [SQLValue] = []
        for argument in arguments { values.append(try await value(of: argument, in: scope, group: group)) }
        if SQLFunction.all[name]?.isStrict != false, values.contains(.null) { return .null }
        guard name == "pg_sleep" else { return SQLFunction.apply(name, values) }
        try await sleep(seconds: values.first?.double ?? 0)
        return .void
    }

    private mutating func sleep(seconds: Double) async throws(SQLError) {
        guard seconds > 0 else { return }
        let pause = min(.milliseconds(Int(min(seconds, 60) * 1000)), sleepBudget)
        sleepBudget -= pause
        do {
            try await DatabaseClock.sleep(for: pause)
        } catch {
            throw SQLError(.canceled, "canceling statement due to user request")
        }
    }

    private mutating func aggregate(
        _ name: String,
        _ argument: SQLExpression?,
        _ group: [[Row]]
    ) async throws(SQLError) -> SQLValue {
        guard let argument else { return .integer(group.count) }
        var values: [SQLValue] = []
        for scope in group {
            let value = try await value(of: argument, in: scope)
            if value != .null { values.append(value) }
        }
        if name == "count" { return .integer(values.count) }
        guard var result = values.first else { return .null }
        for value in values.dropFirst() {
            if name == "sum" {
                result = try SQLValue.calculate("+", result, value)
            } else if let comparison = SQLValue.compare(value, result), name == "max" ? comparison > 0 : comparison < 0
            {
                result = value
            }
        }
        return result
    }
}
