//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why a scope refuses a request, an address or a redirect.
public struct ScopeRefusal: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    /// Which rule refuses.
    public var rule: Rule
    /// What is refused, in one line.
    ///
    /// It names the path and never the query.
    public var message: String

    /// A refusal with its reason in words.
    public init(_ rule: Rule, _ message: String) {
        self.rule = rule
        self.message = message
    }

    public var description: String { message }

    /// The rules of a scope.
    ///
    /// More may be added.
    public struct Rule: Sendable, Hashable, Codable, RawRepresentable, CustomStringConvertible {
        public let rawValue: String

        public init(rawValue: String) { self.rawValue = rawValue }

        public var description: String { rawValue }

        /// The host is not one of the scope's.
        public static let host = Rule(rawValue: "host")
        /// The port is not one of the scope's.
        public static let port = Rule(rawValue: "port")
        /// The path is outside the base path, is not included, or is excluded.
        public static let path = Rule(rawValue: "path")
        /// The method is not one of the scope's.
        public static let method = Rule(rawValue: "method")
        /// The address that the host's name has is of a kind that the scope refuses.
        public static let address = Rule(rawValue: "address")
        /// The request could be read in more than one way.
        public static let ambiguous = Rule(rawValue: "ambiguous")
    }
}
