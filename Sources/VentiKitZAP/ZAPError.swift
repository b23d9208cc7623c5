//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why ZAP, or a report of ZAP's, could not be used.
public struct ZAPError: Error, Sendable, CustomStringConvertible {
    /// What kind of problem it is.
    public var code: Code
    /// What happened, where, and what to do about it, in one line. Holds no key and no credential.
    public var message: String
    /// The underlying error, where there is one.
    public var cause: (any Error)?
    /// ZAP's own word for what it refuses, such as `url_not_found`; `nil` where ZAP said none.
    public var zapCode: String?

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - code: The kind of error.
    ///   - message: What happened, where, and what to do about it, in one line.
    ///   - cause: The underlying error, where there is one.
    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var description: String { message }

    /// The kinds of error. More may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// The text is no report of ZAP's.
        public static let invalidReport = Code(description: "invalid-report")
        /// Nothing answers at ZAP's address, or it refuses the API key.
        public static let unreachable = Code(description: "unreachable")
        /// ZAP is too old, or lacks an add-on that a scan needs.
        public static let unsupported = Code(description: "unsupported")
        /// ZAP refused a call, in its own words.
        public static let refused = Code(description: "refused")
        /// ZAP did not get to the end in the time that it had.
        public static let deadlineExceeded = Code(description: "deadline-exceeded")
    }
}
