//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A piece of a statement and where it begins.
struct SQLToken: Hashable {
    enum Kind: Hashable {
        /// A keyword or a name; not quoted ones are in lower case.
        case word(String)
        case quotedName(String)
        case string(String)
        case integer(Int)
        case double(Double)
        case parameter(Int)
        case symbol(String)
        case end
    }

    var kind: Kind
    /// The token as written.
    var source: String
    /// The character that it begins at, from 1.
    var position: Int
}

/// Cuts a statement into tokens.
struct SQLLexer {
    private let characters: [Unicode.Scalar]
    private var index = 0

    init(_ statement: String) { characters = Array(statement.unicodeScalars) }

    static func tokens(of statement: String) throws(SQLError) -> [SQLToken] {
        var lexer = SQLLexer(statement)
        var tokens: [SQLToken] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        index + offset < characters.count ? characters[index + offset] : nil
    }

    private func source(from start: Int, to end: Int? = nil) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: characters[start..<(end ?? index)])
        return String(text)
    }

    private mutating func next() throws(SQLError) -> SQLToken {
        try skipSpaceAndComments()
        let start = index
        guard let first = peek() else { return SQLToken(kind: .end, source: "", position: start + 1) }
        let kind: SQLToken.Kind
        switch first {
        case "'": kind = .string(try quoted(by: "'", "string"))
        case "\"": kind = .quotedName(try quoted(by: "\"", "identifier"))
        case "0"..."9": kind = try number()
        case "." where peek(1).map(Self.isDigit) == true: kind = try number()
        case "$" where peek(1).map(Self.isDigit) == true:
            index += 1
            kind = .parameter(Int(digits()) ?? 0)
        case _ where Self.isNameStart(first):
            while let next = peek(), Self.isNameStart(next) || Self.isDigit(next) || next == "$" { index += 1 }
            kind = .word(source(from: start).lowercased())
        default: kind = .symbol(symbol())
        }
        return SQLToken(kind: kind, source: source(from: start), position: start + 1)
    }

    private mutating func skipSpaceAndComments() throws(SQLError) {
        while let character = peek() {
            if character.properties.isWhitespace {
                index += 1
            } else if character == "-", peek(1) == "-" {
                while let next = peek(), next != "\n" {
                    _ = next
                    index += 1
                }
            } else if character == "/", peek(1) == "*" {
                try skipBlockComment()
            } else {
                return
            }
        }
    }

    /// Block comments nest in PostgreSQL.
    private mutating func skipBlockComment() throws(SQLError) {
        let start = index
        var depth = 0
        repeat {
            switch (peek(), peek(1)) {
            case ("/", "*"):
                depth += 1
                index += 2
            case ("*", "/"):
                depth -= 1
                index += 2
            case (nil, _):
                throw SQLError(
                    .syntax,
                    "unterminated /* comment at or near \"\(source(from: start))\"",
                    at: start + 1
                )
            default: index += 1
            }
        } while depth > 0
    }

    private mutating func quoted(by quote: Unicode.Scalar, _ what: String) throws(SQLError) -> String {
        let start = index
        var text = String.UnicodeScalarView()
        index += 1
        while let character = peek() {
            index += 1
            if character != quote {
                text.append(character)
            } else if peek() == quote {
                text.append(quote)
                index += 1
            } else {
                return String(text)
            }
        }
        throw SQLError(
            .syntax,
            "unterminated quoted \(what) at or near \"\(source(from: start))\"",
            at: start + 1
        )
    }

    private mutating func digits() -> String {
        let start = index
        while let next = peek(), Self.isDigit(next) { index += 1 }
        return source(from: start)
    }

    private mutating func number() throws(SQLError) -> SQLToken.Kind {
        let start = index
        _ = digits()
        if peek() == ".", peek(1) != "." {
            index += 1
            _ = digits()
        }
        if peek() == "e" || peek() == "E", let next = peek(1), Self.isDigit(next) || next == "-" || next == "+" {
            index += 2
            _ = digits()
        }
        if let next = peek(), Self.isNameStart(next) {
            index += 1
            throw SQLError(
                .syntax,
                "trailing junk after numeric literal at or near \"\(source(from: start))\"",
                at: start + 1
            )
        }
        let text = source(from: start)
        if let value = Int(text) { return .integer(value) }
        return .double(Double(text) ?? .infinity)
    }

    private mutating func symbol() -> String {
        for text in ["<>", "!=", "<=", ">=", "||", "::"]
        where source(from: index, to: min(index + 2, characters.count)) == text {
            index += 2
            return text
        }
        index += 1
        return source(from: index - 1)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar.value > 127
    }
}
