//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SQLParser {
    mutating func expression() throws(SQLError) -> SQLExpression {
        try nested { parser throws(SQLError) in
            var left = try parser.conjunction()
            while parser.take("or") { left = .logical(.or, left, try parser.conjunction()) }
            return left
        }
    }

    private mutating func conjunction() throws(SQLError) -> SQLExpression {
        var left = try negation()
        while take("and") { left = .logical(.and, left, try negation()) }
        return left
    }

    private mutating func negation() throws(SQLError) -> SQLExpression {
        guard take("not") else { return try comparison() }
        return .not(try nested { parser throws(SQLError) in try parser.negation() })
    }

    private mutating func comparison() throws(SQLError) -> SQLExpression {
        var left = try membership()
        while true {
            let position = token.position
            if take("is") {
                let isNegated = take("not")
                try expect("null")
                left = .isNull(left, isNegated: isNegated)
            } else if let symbol = takeSymbol(of: ["=", "<>", "!=", "<=", ">=", "<", ">"]) {
                left = .binary(symbol == "!=" ? "<>" : symbol, left, try membership(), position: position)
            } else {
                return left
            }
        }
    }

    private mutating func membership() throws(SQLError) -> SQLExpression {
        let left = try concatenation()
        let position = token.position
        let isNegated =
            isNext("not")
            && (follows(.word("like")) || follows(.word("ilike")) || follows(.word("in"))
                || follows(.word("between")))
        if isNegated { advance() }
        if isNext("like") || isNext("ilike") {
            let ignoresCase = isNext("ilike")
            advance()
            let pattern = try concatenation()
            return .like(left, pattern, ignoresCase: ignoresCase, isNegated: isNegated, position: position)
        }
        if take("in") {
            try expect(symbol: "(")
            var values: [SQLExpression] = []
            repeat { values.append(try expression()) } while take(symbol: ",")
            try expect(symbol: ")")
            return .inList(left, values, isNegated: isNegated, position: position)
        }
        if take("between") {
            let low = try concatenation()
            try expect("and")
            let high = try concatenation()
            let range = SQLExpression.logical(
                .and,
                .binary(">=", left, low, position: position),
                .binary("<=", left, high, position: position)
            )
            return isNegated ? .not(range) : range
        }
        return left
    }

    private mutating func concatenation() throws(SQLError) -> SQLExpression {
        var left = try sum()
        while true {
            let position = token.position
            guard take(symbol: "||") else { return left }
            left = .binary("||", left, try sum(), position: position)
        }
    }

    private mutating func sum() throws(SQLError) -> SQLExpression {
        var left = try product()
        while true {
            let position = token.position
            guard let symbol = takeSymbol(of: ["+", "-"]) else { return left }
            left = .binary(symbol, left, try product(), position: position)
        }
    }

    private mutating func product() throws(SQLError) -> SQLExpression {
        var left = try sign()
        while true {
            let position = token.position
            guard let symbol = takeSymbol(of: ["*", "/", "%"]) else { return left }
            left = .binary(symbol, left, try sign(), position: position)
        }
    }

    private mutating func sign() throws(SQLError) -> SQLExpression {
        if take(symbol: "-") { return .negate(try nested { parser throws(SQLError) in try parser.sign() }) }
        if take(symbol: "+") { return try nested { parser throws(SQLError) in try parser.sign() } }
        var operand = try primary()
        while take(symbol: "::") { operand = .cast(operand, try typeName()) }
        return operand
    }

    private mutating func takeSymbol(of symbols: [String]) -> String? {
        guard case .symbol(let symbol) = token.kind, symbols.contains(symbol) else { return nil }
        advance()
        return symbol
    }

    private mutating func primary() throws(SQLError) -> SQLExpression {
        let start = token
        switch start.kind {
        case .string(let text): return literal(.text(text), isQuoted: true)
        case .integer(let value): return literal(.integer(value))
        case .double(let value): return literal(.double(value))
        case .parameter(let number):
            advance()
            return .parameter(number, position: start.position)
        case .word("null"): return literal(.null)
        case .word("true"): return literal(.bool(true))
        case .word("false"): return literal(.bool(false))
        case .word("case"):
            advance()
            return try choice()
        case .word("cast"):
            advance()
            try expect(symbol: "(")
            let operand = try expression()
            try expect("as")
            let type = try typeName()
            try expect(symbol: ")")
            return .cast(operand, type)
        case .word("exists"):
            advance()
            try expect(symbol: "(")
            return try subquery(isExists: true)
        case .symbol("("):
            advance()
            if isNext("select") { return try subquery(isExists: false) }
            let inner = try expression()
            try expect(symbol: ")")
            return inner
        default: return try reference()
        }
    }

    private mutating func literal(_ value: SQLValue, isQuoted: Bool = false) -> SQLExpression {
        let position = token.position
        advance()
        return .literal(value, isQuoted: isQuoted, position: position)
    }

    private mutating func subquery(isExists: Bool) throws(SQLError) -> SQLExpression {
        let inner = try select()
        try expect(symbol: ")")
        return .subquery(inner, number: nextSubquery(), isExists: isExists)
    }

    private mutating func choice() throws(SQLError) -> SQLExpression {
        let operand = isNext("when") ? nil : try expression()
        var branches: [SQLExpression.Branch] = []
        while take("when") {
            let condition = try expression()
            try expect("then")
            branches.append(.init(condition: condition, result: try expression()))
        }
        if branches.isEmpty { throw unexpected() }
        let otherwise = take("else") ? try expression() : nil
        try expect("end")
        return .choice(operand: operand, branches, otherwise: otherwise)
    }

    private mutating func typeName() throws(SQLError) -> SQLType {
        let start = token
        guard let name = name() else { throw unexpected() }
        _ = take("precision") || take("varying")
        if take(symbol: "(") {
            repeat { advance() } while take(symbol: ",")
            try expect(symbol: ")")
        }
        guard let type = SQLType(name: name) else {
            throw SQLError(
                SQLError.State(code: "42704", exception: "UndefinedObject"),
                "type \"\(name)\" does not exist",
                at: start.position
            )
        }
        return type
    }

    private mutating func reference() throws(SQLError) -> SQLExpression {
        let position = token.position
        guard let first = name() else { throw unexpected() }
        if token.kind == .symbol("(") { return try call(first, at: position) }
        guard take(symbol: ".") else { return .column(first, table: nil, position: position) }
        guard let second = name() else { throw unexpected() }
        return .column(second, table: first, position: position)
    }

    /// A call, from its opening parenthesis on.
    mutating func call(_ name: String, at position: Int) throws(SQLError) -> SQLExpression {
        try expect(symbol: "(")
        if name == "count", take(symbol: "*") {
            try expect(symbol: ")")
            return .aggregate(name, nil)
        }
        var arguments: [SQLExpression] = []
        if token.kind != .symbol(")") {
            repeat { arguments.append(try expression()) } while take(symbol: ",")
        }
        try expect(symbol: ")")
        if ["count", "min", "max", "sum"].contains(name), arguments.count == 1 {
            return .aggregate(name, arguments[0])
        }
        return .call(name, arguments, position: position)
    }
}
