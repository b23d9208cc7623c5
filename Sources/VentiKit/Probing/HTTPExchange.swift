//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A request that was sent and the response that came back, with who sent it and to which operation.
public struct HTTPExchange: Sendable {
    /// The position in the scan, from 1.
    public var number: Int
    /// The operation that the request was made for, or `nil` for requests that belong to none.
    public var operation: APIOperation?
    /// The identity in whose name it was sent, or `nil` for nobody.
    public var identity: String?
    /// The request with its credential in place.
    ///
    /// It passes the redactor before it becomes evidence.
    public var request: ProbeRequest
    /// What came back.
    public var response: ProbeResponse
    /// What the request was for.
    public var purpose: Purpose
    /// What the block classifier (P11) says; exchanges that are not ``Verdict/answered`` are missing data.
    public var verdict: Verdict
    /// Whether the exchange was protected by TLS.
    public var isEncrypted: Bool
    /// What the references in the operation's schemas lead to.
    public var schemas: SchemaLibrary

    /// What a request is for.
    public enum Purpose: String, Sendable, Hashable, Codable {
        /// To see whether the target answers, and to log in.
        case setup
        /// To get an operation to its best status with ordinary values.
        case reach
        /// A clean request that a check compares with, or a health canary.
        case control
        /// A request that carries an attack.
        case attack
        /// A repetition of a proof.
        case replay
    }

    /// Whether a response says something about the application.
    public enum Verdict: String, Sendable, Hashable, Codable {
        /// The application answered.
        case answered
        /// 429, or 503 with Retry-After: the target asks for patience.
        case limited
        /// A gateway's or firewall's block page.
        case blocked
    }

    /// A request and its response.
    public init(
        number: Int,
        operation: APIOperation?,
        identity: String?,
        request: ProbeRequest,
        response: ProbeResponse,
        purpose: Purpose,
        verdict: Verdict = .answered,
        isEncrypted: Bool = false,
        schemas: SchemaLibrary = .empty
    ) {
        self.number = number
        self.operation = operation
        self.identity = identity
        self.request = request
        self.response = response
        self.purpose = purpose
        self.verdict = verdict
        self.isEncrypted = isEncrypted
        self.schemas = schemas
    }
}
