//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads statements: SELECT with WHERE, UNION, ORDER BY, LIMIT and OFFSET.
struct SQLParser {
    private var tokens: [SQLToken]
    private var index = 0
    private var subqueries = 0
    private var depth = 0
    private static let maximumDepth = 100
    /// Words that cannot be a name, and so end an expression or an alias.
    private static let reserved: Set<String> = [
        "select", "from", "where", "and", "or", "not", "union", "order", "limit", "offset", "group", "having", "case",
        "when", "then", "else", "end", "in", "is", "like", "ilike", "between", "null", "as", "asc", "desc", "all",
        "distinct", "on", "using", "for", "into", "table", "user", "cast", "true", "false", "exists",
    ]

    /// The statements between the semicolons.
    ///
    /// - Throws: ``SQLError`` with the words of PostgreSQL.
    static func statements(in text: String) throws(SQLError) -> [SQLSelect] {
        var parser = SQLParser(tokens: try SQLLexer.tokens(of: text))
        var statements: [SQLSelect] = []
        while true {
            while parser.take(symbol: ";") {}
            if parser.token.kind == .end { return statements }
            statements.append(try parser.select())
            guard parser.token.kind == .end || parser.token.kind == .symbol(";") else { throw parser.unexpected() }
        }
    }

    private init(tokens: [SQLToken]) { self.tokens = tokens }

    // MARK: Tokens

    var token: SQLToken { tokens[index] }

    func unexpected() -> SQLError {
        if token.kind == .end { return SQLError(.syntax, "syntax error at end of input", at: token.position) }
        return SQLError(.syntax, "syntax error at or near \"\(token.source)\"", at: token.position)
    }

    mutating func advance() { index = min(index + 1, tokens.count - 1) }

    func isNext(_ word: String) -> Bool { token.kind == .word(word) }

    func follows(_ kind: SQLToken.Kind) -> Bool { index + 1 < tokens.count && tokens[index + 1].kind == kind }

    mutating func take(_ word: String) -> Bool {
        guard isNext(word) else { return false }
        advance()
        return true
    }

    mutating func take(symbol: String) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        advance()
        return true
    }

    mutating func expect(_ word: String) throws(SQLError) {
        guard take(word) else { throw unexpected() }
    }

    mutating func expect(symbol: String) throws(SQLError) {
        guard take(symbol: symbol) else { throw unexpected() }
    }

    /// A name, or `nil` where none stands.
    mutating func name() -> String? {
        switch token.kind {
        case .word(let word) where !Self.reserved.contains(word):
            advance()
            return word
        case .quotedName(let name):
            advance()
            return name
        default: return nil
        }
    }

    mutating func nextSubquery() -> Int {
        subqueries += 1
        return subqueries
    }

    /// Runs a part of the grammar that can hold itself.
    mutating func nested<Part>(_ body: (inout SQLParser) throws(SQLError) -> Part) throws(SQLError) -> Part {
        guard depth < Self.maximumDepth else { throw SQLError(.tooComplex, "stack depth limit exceeded") }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    // MARK: SELECT

    mutating func select() throws(SQLError) -> SQLSelect {
        var select = try nested { parser throws(SQLError) in try parser.selectCore() }
        while isNext("union") {
            let position = token.position
            advance()
            let keepsDuplicates = take("all")
            if !keepsDuplicates { _ = take("distinct") }
            let right = try selectCore()
            select.unions.append(.init(keepsDuplicates: keepsDuplicates, select: right, position: position))
        }
        if take("order") {
            try expect("by")
            repeat {
                let key = try expression()
                let isDescending = take("desc")
                if !isDescending { _ = take("asc") }
                select.order.append(.init(key: key, isDescending: isDescending))
            } while take(symbol: ",")
        }
        while isNext("limit") || isNext("offset") {
            if take("limit") {
                select.limit = take("all") ? nil : try expression()
            } else {
                advance()
                select.offset = try expression()
            }
        }
        return select
    }

    private mutating func selectCore() throws(SQLError) -> SQLSelect {
        if take(symbol: "(") {
            let inner = try select()
            try expect(symbol: ")")
            return inner
        }
        try expect("select")
        var select = SQLSelect()
        select.isDistinct = take("distinct")
        repeat { select.items.append(try item()) } while take(symbol: ",")
        if take("from") { select.source = try source() }
        if take("where") { select.condition = try expression() }
        return select
    }

    private mutating func item() throws(SQLError) -> SQLSelect.Item {
        if take(symbol: "*") { return .init(expression: nil, name: "*") }
        let expression = try expression()
        if take("as") {
            guard let name = name() else { throw unexpected() }
            return .init(expression: expression, name: name)
        }
        if let name = name() { return .init(expression: expression, name: name) }
        return .init(expression: expression, name: Self.defaultName(of: expression))
    }

    private static func defaultName(of expression: SQLExpression) -> String {
        switch expression {
        case .column(let name, _, _), .call(let name, _, _), .aggregate(let name, _): name
        case .choice: "case"
        default: "?column?"
        }
    }

    private mutating func source() throws(SQLError) -> SQLSelect.Source {
        let position = token.position
        guard let name = name() else { throw unexpected() }
        var origin = SQLSelect.Source.Origin.table(name)
        if token.kind == .symbol("(") {
            origin = .function(try call(name, at: position))
        }
        let isNamed = take("as")
        let alias = self.name()
        if isNamed, alias == nil { throw unexpected() }
        return .init(origin: origin, alias: alias ?? name, position: position)
    }
}
