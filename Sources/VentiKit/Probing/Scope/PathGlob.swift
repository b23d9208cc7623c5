//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A pattern for paths: `*` stands for any characters but a slash, `**` for any at all, `?` for one that is not a slash.
///
/// `/users/**` matches `/users` too. Everything else stands for itself.
public struct PathGlob: Sendable, Hashable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The pattern as written.
    public let pattern: String

    public init(_ pattern: String) { self.pattern = pattern }

    public init(stringLiteral value: String) { self.init(value) }

    public init(from decoder: any Decoder) throws {
        pattern = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(pattern)
    }

    public var description: String { pattern }

    /// Whether the whole path matches.
    ///
    /// - Parameters:
    ///   - path: A path that begins with a slash.
    ///   - ignoringCase: Whether ASCII letters match without regard to case.
    public func matches(_ path: String, ignoringCase: Bool = false) -> Bool {
        let fold: (UInt8) -> UInt8 = { ignoringCase && $0 &- 65 < 26 ? $0 | 0x20 : $0 }
        let text = path.utf8.map(fold)
        var tokens = Self.tokens(pattern.utf8.map(fold))
        if Self.match(tokens, text) { return true }
        guard tokens.count > 1, tokens.last == .everything, tokens[tokens.count - 2] == .byte(UInt8(ascii: "/")) else {
            return false
        }
        tokens.removeLast(2)
        return Self.match(tokens, text)
    }

    private enum Token: Equatable { case byte(UInt8), one, segment, everything }

    private static func tokens(_ pattern: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        for byte in pattern {
            switch byte {
            case UInt8(ascii: "*") where tokens.last == .segment: tokens[tokens.count - 1] = .everything
            case UInt8(ascii: "*") where tokens.last == .everything: break
            case UInt8(ascii: "*"): tokens.append(.segment)
            case UInt8(ascii: "?"): tokens.append(.one)
            default: tokens.append(.byte(byte))
            }
        }
        return tokens
    }

    /// Follows all ways through the pattern at once, so that the time is the product of both lengths at most.
    private static func match(_ tokens: [Token], _ text: [UInt8]) -> Bool {
        let slash = UInt8(ascii: "/")
        var reached = [Bool](repeating: false, count: tokens.count + 1)
        reached[0] = true
        skipEmpty(tokens, &reached)
        for byte in text {
            var next = [Bool](repeating: false, count: tokens.count + 1)
            for (index, token) in tokens.enumerated() where reached[index] {
                switch token {
                case .byte(let expected): if byte == expected { next[index + 1] = true }
                case .one: if byte != slash { next[index + 1] = true }
                case .segment: if byte != slash { next[index] = true }
                case .everything: next[index] = true
                }
            }
            skipEmpty(tokens, &next)
            reached = next
        }
        return reached[tokens.count]
    }

    private static func skipEmpty(_ tokens: [Token], _ reached: inout [Bool]) {
        for (index, token) in tokens.enumerated() where reached[index] {
            if token == .segment || token == .everything { reached[index + 1] = true }
        }
    }
}
