//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why a text is not the URL of a target.
public struct TargetURLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public var code: Code
    /// What is wrong and how to mend it, in one line.
    public var message: String

    /// An error that says what is wrong with a URL.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    /// The kinds of mistake.
    ///
    /// More may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// There is no `http://` or `https://` at the beginning.
        public static let missingScheme = Code(description: "missing-scheme")
        /// The scheme is neither `http` nor `https`.
        public static let unsupportedScheme = Code(description: "unsupported-scheme")
        /// There is no host, or it is neither a name nor an address.
        public static let invalidHost = Code(description: "invalid-host")
        /// The port is not a number from 1 to 65535.
        public static let invalidPort = Code(description: "invalid-port")
        /// A user name or password stands before the host.
        public static let hasUserInfo = Code(description: "has-user-info")
        /// The path holds what a base path cannot: dot segments, blanks, control characters.
        public static let invalidPath = Code(description: "invalid-path")
        /// A query or fragment follows the path.
        public static let hasQueryOrFragment = Code(description: "has-query-or-fragment")
    }
}
