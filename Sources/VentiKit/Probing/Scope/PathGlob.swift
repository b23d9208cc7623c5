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

    private let tokens: [Token]
    /// The tokens with ASCII letters in lower case.
    private let foldedTokens: [Token]

    /// A pattern as it is written.
    public init(_ pattern: String) {
        self.pattern = pattern
        tokens = Self.tokens(pattern.utf8)
        foldedTokens = Self.tokens(pattern.utf8.map(Self.lowercased))
    }

    public init(stringLiteral value: String) { self.init(value) }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(pattern)
    }

    public static func == (lhs: Self, rhs: Self) -> Bool { lhs.pattern == rhs.pattern }

    public func hash(into hasher: inout Hasher) { hasher.combine(pattern) }

    public var description: String { pattern }

    /// Whether the whole path matches.
    ///
    /// - Parameters:
    ///   - path: A path that begins with a slash.
    ///   - ignoringCase: Whether ASCII letters match without regard to case.
    public func matches(_ path: String, ignoringCase: Bool = false) -> Bool {
        matches(path.utf8, ignoringCase: ignoringCase)
    }

    /// Whether the bytes match as a whole.
    func matches(_ path: some Sequence<UInt8>, ignoringCase: Bool) -> Bool {
        let tokens = ignoringCase ? foldedTokens : tokens
        let reached = Self.follow(tokens, path, ignoringCase: ignoringCase)
        if reached[tokens.count] { return true }
        // `/**` at the end also stands for nothing.
        guard tokens.count > 1, tokens.last == .everything, tokens[tokens.count - 2] == .byte(UInt8(ascii: "/")) else {
            return false
        }
        return reached[tokens.count - 2]
    }

    private enum Token: Hashable, Sendable { case byte(UInt8), one, segment, everything }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

    private static func tokens(_ pattern: some Sequence<UInt8>) -> [Token] {
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
    ///
    /// - Returns: After which numbers of tokens the text can end.
    private static func follow(_ tokens: [Token], _ text: some Sequence<UInt8>, ignoringCase: Bool) -> [Bool] {
        let slash = UInt8(ascii: "/")
        var reached = [Bool](repeating: false, count: tokens.count + 1)
        reached[0] = true
        skipEmpty(tokens, &reached)
        for unit in text {
            let byte = ignoringCase ? lowercased(unit) : unit
            reached[tokens.count] = false
            // From the end, so that each place is read before it is written for this byte.
            for index in stride(from: tokens.count - 1, through: 0, by: -1) {
                let wasReached = reached[index]
                reached[index] = false
                guard wasReached else { continue }
                switch tokens[index] {
                case .byte(let expected): if byte == expected { reached[index + 1] = true }
                case .one: if byte != slash { reached[index + 1] = true }
                case .segment: if byte != slash { reached[index] = true }
                case .everything: reached[index] = true
                }
            }
            skipEmpty(tokens, &reached)
        }
        return reached
    }

    private static func skipEmpty(_ tokens: [Token], _ reached: inout [Bool]) {
        for index in tokens.indices where reached[index] {
            if tokens[index] == .segment || tokens[index] == .everything { reached[index + 1] = true }
        }
    }
}
