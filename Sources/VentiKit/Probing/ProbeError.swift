//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Why a probe got no response.
public struct ProbeError: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    public var code: Code
    /// What happened, in one line.
    ///
    /// Holds no body, header or credential.
    public var message: String
    /// The underlying error, where there is one.
    public var cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var description: String { "\(code): \(message)" }

    /// The kinds of failure.
    ///
    /// More may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// The host's name has no address.
        public static let nameNotResolved = Code(description: "name-not-resolved")
        /// Nothing accepts connections at the address.
        public static let connectionRefused = Code(description: "connection-refused")
        /// The deadline passed before the response was complete.
        public static let timedOut = Code(description: "timed-out")
        /// TLS could not be agreed upon, or the certificate was not accepted.
        public static let tlsFailed = Code(description: "tls-failed")
        /// The server closed or reset the connection before the response was complete.
        public static let connectionClosed = Code(description: "connection-closed")
        /// What came back is not HTTP, or breaks its rules in a way that leaves the message's end unknown.
        public static let malformedResponse = Code(description: "malformed-response")
        /// Header lines exceed ``ProbeLimits``.
        public static let headerTooLarge = Code(description: "header-too-large")
        /// The request lies outside the scope, and was not sent.
        public static let outOfScope = Code(description: "out-of-scope")
        /// The request cannot be written without forging the framing, and was not sent.
        public static let invalidRequest = Code(description: "invalid-request")
        /// The budget of requests or time is used up, and the request was not sent.
        public static let budgetExhausted = Code(description: "budget-exhausted")
        /// The handler of an in-process transport threw.
        public static let handlerFailed = Code(description: "handler-failed")
    }
}
