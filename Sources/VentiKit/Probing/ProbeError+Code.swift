//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProbeError {
    /// The kinds of failure, each with the group that it belongs to.
    ///
    /// More may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code as reports have it, such as `connection-reset`.
        public let description: String
        /// The group that the code belongs to.
        public let kind: Kind

        fileprivate init(_ description: String, _ kind: Kind) {
            self.description = description
            self.kind = kind
        }
    }

    /// What codes have in common.
    ///
    /// More may be added.
    public struct Kind: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// Nothing was sent.
        public static let notSent = Kind(description: "not-sent")
        /// No connection was made.
        public static let unreachable = Kind(description: "unreachable")
        /// TLS was not agreed upon, or the server is not trusted.
        public static let tls = Kind(description: "tls")
        /// The deadline passed.
        public static let timedOut = Kind(description: "timed-out")
        /// The server ended the connection, or the stream.
        public static let closed = Kind(description: "closed")
        /// What came back is not HTTP, or leaves the message's end unknown.
        public static let malformed = Kind(description: "malformed")
        /// What came back exceeds ``ProbeLimits``.
        public static let tooLarge = Kind(description: "too-large")
        /// The handler in this process failed.
        public static let handler = Kind(description: "handler")
    }
}

extension ProbeError.Code {
    /// The request lies outside the scope, and was not sent.
    public static let outOfScope = Self("out-of-scope", .notSent)
    /// The request cannot be written without forging the framing, and was not sent.
    public static let invalidRequest = Self("invalid-request", .notSent)
    /// The budget of requests or time is used up, and the request was not sent.
    public static let budgetExhausted = Self("budget-exhausted", .notSent)
}

extension ProbeError.Code {
    /// The host's name has no address.
    public static let nameNotResolved = Self("name-not-resolved", .unreachable)
    /// Nothing accepts connections at the address.
    public static let connectionRefused = Self("connection-refused", .unreachable)
    /// No connection was made within ``ProbeLimits/connectTimeout``.
    public static let connectTimedOut = Self("connect-timed-out", .unreachable)
}

extension ProbeError.Code {
    /// TLS could not be agreed upon, or was broken off.
    public static let tlsFailed = Self("tls-failed", .tls)
    /// The server's certificate is expired, or not valid yet.
    public static let certificateExpired = Self("certificate-expired", .tls)
    /// The server's certificate names another host.
    public static let certificateWrongName = Self("certificate-wrong-name", .tls)
    /// The server's certificate does not lead to a trusted root, or is too weak to count.
    public static let certificateUntrusted = Self("certificate-untrusted", .tls)
}

extension ProbeError.Code {
    /// The deadline passed before the request was sent, or before a handler in this process had answered.
    public static let timedOut = Self("timed-out", .timedOut)
    /// The deadline passed, and nothing had come.
    public static let noResponse = Self("no-response", .timedOut)
    /// The deadline passed before the response was complete.
    public static let responseTooSlow = Self("response-too-slow", .timedOut)
}

extension ProbeError.Code {
    /// The server closed the connection before anything came.
    public static let connectionClosed = Self("connection-closed", .closed)
    /// The server reset the connection.
    public static let connectionReset = Self("connection-reset", .closed)
    /// The server closed the connection before the response was complete.
    public static let responseCutShort = Self("response-cut-short", .closed)
    /// The server reset the HTTP/2 stream of the request.
    public static let streamReset = Self("stream-reset", .closed)
    /// The server takes no more streams on its HTTP/2 connections.
    public static let connectionGoingAway = Self("connection-going-away", .closed)
}

extension ProbeError.Code {
    /// What came back does not begin as an HTTP response does.
    public static let notHTTP = Self("not-http", .malformed)
    /// A header line of the response has no name, or cannot be read.
    public static let malformedHeader = Self("malformed-header", .malformed)
    /// The response gives its length more than once, or as something that is no number.
    public static let conflictingLength = Self("conflicting-length", .malformed)
    /// A chunk of the response is not what its size says, or its size is no number.
    public static let invalidChunk = Self("invalid-chunk", .malformed)
    /// The response has more than one transfer coding.
    public static let unsupportedTransferCoding = Self("unsupported-transfer-coding", .malformed)
    /// Interim responses (1xx) came without end.
    public static let tooManyInterimResponses = Self("too-many-interim-responses", .malformed)
    /// The server spoke before the request was sent.
    public static let unsolicitedResponse = Self("unsolicited-response", .malformed)
    /// The server switched protocols without being asked.
    public static let unexpectedUpgrade = Self("unexpected-upgrade", .malformed)
    /// The response breaks the rules of HTTP in another way that leaves its end unknown.
    public static let malformedResponse = Self("malformed-response", .malformed)
    /// The server broke the rules of HTTP/2.
    public static let http2Violation = Self("http2-violation", .malformed)
}

extension ProbeError.Code {
    /// The head of the response is longer than ``ProbeLimits/maximumHeaderBytes``.
    public static let headerTooLarge = Self("header-too-large", .tooLarge)
    /// The response has more header lines than ``ProbeLimits/maximumHeaderLines``.
    public static let tooManyHeaders = Self("too-many-headers", .tooLarge)
}

extension ProbeError.Code {
    /// The handler of an in-process transport threw.
    public static let handlerFailed = Self("handler-failed", .handler)
}
