//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The steps of a JSON Pointer (RFC 6901) from a value to one inside it.
///
/// ``JSONValue/subscript(pointer:)`` and its neighbours take pointers as text; this type is for building them.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    /// The names and indices, unescaped, from the outermost in.
    public var tokens: [String]

    /// A pointer of unescaped tokens. Without any it points to the whole document.
    public init(tokens: [String] = []) { self.tokens = tokens }

    /// Reads a pointer.
    ///
    /// - Returns: `nil` where the text is neither empty nor begins with a slash.
    public init?(_ text: some StringProtocol) {
        if text.isEmpty {
            tokens = []
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        tokens = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
            Self.unescape(String($0))
        }
    }

    public var description: String { tokens.map { "/" + Self.escape($0) }.joined() }

    /// A name as a pointer writes it: `~` as `~0`, `/` as `~1`.
    public static func escape(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
        return token.replacing("~", with: "~0").replacing("/", with: "~1")
    }

    private static func unescape(_ token: String) -> String {
        guard token.utf8.contains(UInt8(ascii: "~")) else { return token }
        return token.replacing("~1", with: "/").replacing("~0", with: "~")
    }

    /// The index that a token stands for in an array: digits without a leading zero.
    static func index(_ token: String) -> Int? {
        guard token.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
        guard token.utf8.count == 1 || token.utf8.first != UInt8(ascii: "0") else { return nil }
        return Int(token)
    }
}
