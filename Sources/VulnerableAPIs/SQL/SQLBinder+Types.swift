//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SQLBinder {
    /// The type of an expression.
    ///
    /// - Throws: ``SQLError`` where a name or an operator does not exist or a literal does not fit.
    func type(of expression: SQLExpression, in scope: Scope) throws(SQLError) -> SQLType {
        switch expression {
        case .literal(let value, let isQuoted, _): return isQuoted ? .unknown : value.type
        case .column(let name, let table, let position): return try column(name, table, position, scope).type
        case .parameter(let number, let position):
            guard parameters.indices.contains(number - 1) else {
                throw SQLError(.undefinedParameter, "there is no parameter $\(number)", at: position)
            }
            return parameters[number - 1].type
        case .not(let inner):
            try requireBoolean(inner, "NOT", scope)
            return .boolean
        case .negate(let inner):
            let type = try coerce(inner, to: .double, in: scope)
            guard type.isNumber else {
                throw SQLError(.undefinedFunction, "operator does not exist: - \(type.rawValue)", at: inner.position)
            }
            return type
        case .logical(let symbol, let left, let right):
            try requireBoolean(left, symbol.rawValue, scope)
            try requireBoolean(right, symbol.rawValue, scope)
            return .boolean
        case .binary(let symbol, let left, let right, let position):
            return try binary(symbol, left, right, position, scope)
        case .like(let left, let right, let ignoresCase, let isNegated, let position):
            let types = [try type(of: left, in: scope), try type(of: right, in: scope)]
            if types.contains(where: { !$0.isText && $0 != .unknown }) {
                let symbol = (isNegated ? "!" : "") + (ignoresCase ? "~~*" : "~~")
                throw noOperator(symbol, types[0], types[1], position)
            }
            return .boolean
        case .inList(let left, let values, _, let position):
            for value in values { _ = try binary("=", left, value, position, scope) }
            return .boolean
        case .isNull(let inner, _):
            _ = try type(of: inner, in: scope)
            return .boolean
        case .call(let name, let arguments, let position):
            var types: [SQLType] = []
            for argument in arguments { types.append(try type(of: argument, in: scope)) }
            let result = try SQLFunction.named(name, taking: types, at: position).result
            return name == "coalesce" ? types.first { $0 != .unknown } ?? .text : result
        case .aggregate(let name, let argument):
            guard let argument else { return .integer }
            let type = try type(of: argument, in: scope)
            return name == "count" ? .integer : type
        case .choice(let operand, let branches, let otherwise):
            return try choice(operand, branches, otherwise, scope)
        case .cast(let inner, let type):
            if case .literal(.text(let text), true, let position) = inner { _ = try type.value(of: text, at: position) }
            _ = try self.type(of: inner, in: scope)
            return type
        case .subquery(let select, _, let isExists):
            let columns = try columns(of: select, inside: scope)
            if isExists { return .boolean }
            guard columns.count == 1 else { throw SQLError(.syntax, "subquery must return only one column") }
            return columns[0].type == .unknown ? .text : columns[0].type
        }
    }

    private func column(
        _ name: String,
        _ table: String?,
        _ position: Int,
        _ scope: Scope
    ) throws(SQLError) -> Database.Column {
        let relations = scope.relations + scope.parents
        if let table {
            guard let relation = relations.first(where: { $0.alias == table }) else {
                let message = "missing FROM-clause entry for table \"\(table)\""
                throw SQLError(.undefinedTable, message, at: position)
            }
            if let column = relation.columns.first(where: { $0.name == name }) { return column }
            throw SQLError(.undefinedColumn, "column \(table).\(name) does not exist", at: position)
        }
        for relation in relations {
            if let column = relation.columns.first(where: { $0.name == name }) { return column }
        }
        throw SQLError(.undefinedColumn, "column \"\(name)\" does not exist", at: position)
    }

    /// The type of an expression in a place that wants a type; a literal takes the type if it can.
    func coerce(_ expression: SQLExpression, to wanted: SQLType, in scope: Scope) throws(SQLError) -> SQLType {
        let type = try type(of: expression, in: scope)
        guard type == .unknown else { return type }
        if case .literal(.text(let text), true, let position) = expression {
            _ = try wanted.value(of: text, at: position)
        }
        return wanted
    }

    private func binary(
        _ symbol: String,
        _ left: SQLExpression,
        _ right: SQLExpression,
        _ position: Int,
        _ scope: Scope
    ) throws(SQLError) -> SQLType {
        let types = (try type(of: left, in: scope), try type(of: right, in: scope))
        let mine = types.0 == .unknown ? try coerce(left, to: types.1, in: scope) : types.0
        let other = types.1 == .unknown ? try coerce(right, to: types.0, in: scope) : types.1
        switch symbol {
        case "||":
            guard types.0.isText || types.1.isText || types.0 == .unknown || types.1 == .unknown else {
                throw noOperator(symbol, types.0, types.1, position)
            }
            return .text
        case "+", "-", "*", "/", "%":
            if mine == .unknown, other == .unknown {
                throw SQLError(
                    SQLError.State(code: "42725", exception: "AmbiguousFunction"),
                    "operator is not unique: unknown \(symbol) unknown",
                    at: position
                )
            }
            guard mine.isNumber, other.isNumber else { throw noOperator(symbol, types.0, types.1, position) }
            return mine == .double || other == .double ? .double : .integer
        default:
            let fits = mine == other || mine.isNumber && other.isNumber || mine.isText && other.isText
            guard fits, mine != .void else { throw noOperator(symbol, types.0, types.1, position) }
            return .boolean
        }
    }

    private func choice(
        _ operand: SQLExpression?,
        _ branches: [SQLExpression.Branch],
        _ otherwise: SQLExpression?,
        _ scope: Scope
    ) throws(SQLError) -> SQLType {
        var result = SQLType.unknown
        for branch in branches {
            if let operand {
                _ = try binary("=", operand, branch.condition, branch.condition.position ?? 1, scope)
            } else {
                try requireBoolean(branch.condition, "CASE/WHEN", scope)
            }
        }
        for value in branches.map(\.result) + [otherwise].compactMap({ $0 }) {
            let type = result == .unknown ? try type(of: value, in: scope) : try coerce(value, to: result, in: scope)
            if result == .unknown { result = type }
            let fits =
                type == result || type == .unknown || type.isNumber && result.isNumber || type.isText && result.isText
            guard fits else {
                let message = "CASE types \(result.rawValue) and \(type.rawValue) cannot be matched"
                throw SQLError(.datatypeMismatch, message, at: value.position)
            }
            if type == .double { result = .double }
        }
        return result == .unknown ? .text : result
    }

    private func noOperator(_ symbol: String, _ left: SQLType, _ right: SQLType, _ position: Int) -> SQLError {
        let message = "operator does not exist: \(left.rawValue) \(symbol) \(right.rawValue)"
        return SQLError(.undefinedFunction, message, at: position)
    }
}
