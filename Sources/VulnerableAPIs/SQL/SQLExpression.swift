//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An expression of a statement.
indirect enum SQLExpression: Sendable, Hashable {
    case literal(SQLValue, isQuoted: Bool, position: Int)
    case column(String, table: String?, position: Int)
    case parameter(Int, position: Int)
    case not(SQLExpression)
    case negate(SQLExpression)
    case logical(LogicalOperator, SQLExpression, SQLExpression)
    case binary(String, SQLExpression, SQLExpression, position: Int)
    case like(SQLExpression, SQLExpression, ignoresCase: Bool, isNegated: Bool, position: Int)
    case inList(SQLExpression, [SQLExpression], isNegated: Bool, position: Int)
    case isNull(SQLExpression, isNegated: Bool)
    case call(String, [SQLExpression], position: Int)
    /// `count(*)`, `max(x)` and their like; without an argument it counts rows.
    case aggregate(String, SQLExpression?)
    case choice(operand: SQLExpression?, [Branch], otherwise: SQLExpression?)
    case cast(SQLExpression, SQLType)
    /// A subquery; the number tells it from the others of its statement.
    case subquery(SQLSelect, number: Int, isExists: Bool)

    struct Branch: Sendable, Hashable {
        var condition: SQLExpression
        var result: SQLExpression
    }
}

enum LogicalOperator: String, Sendable {
    case and = "AND"
    case or = "OR"
}

/// A SELECT, with what is united to it.
struct SQLSelect: Sendable, Hashable {
    struct Item: Sendable, Hashable {
        /// `nil` is `*`.
        var expression: SQLExpression?
        var name: String
    }

    struct Source: Sendable, Hashable {
        enum Origin: Sendable, Hashable {
            case table(String)
            case function(SQLExpression)
        }

        var origin: Origin
        var alias: String
        var position: Int
    }

    struct Order: Sendable, Hashable {
        var key: SQLExpression
        var isDescending: Bool
    }

    struct Union: Sendable, Hashable {
        var keepsDuplicates: Bool
        var select: SQLSelect
        var position: Int
    }

    var isDistinct = false
    var items: [Item] = []
    var source: Source?
    var condition: SQLExpression?
    var unions: [Union] = []
    var order: [Order] = []
    var limit: SQLExpression?
    var offset: SQLExpression?
}
