//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One probe of a sweep that was answered.
public struct SweptProbe: Sendable {
    /// The position of the value, from 0.
    public let index: Int
    /// The value that was sent.
    public let value: String
    /// What came back.
    public let response: ProbeResponse
    /// What the block classifier (P11) says of the response.
    public let verdict: HTTPExchange.Verdict
    let number: Int
    let origin: Origin

    /// What all probes of a sweep have in common.
    final class Origin: Sendable {
        let template: ProbeTemplate
        let operation: APIOperation?
        let identity: String?
        let purpose: HTTPExchange.Purpose
        let isEncrypted: Bool

        init(
            template: ProbeTemplate,
            operation: APIOperation?,
            identity: String?,
            purpose: HTTPExchange.Purpose,
            isEncrypted: Bool
        ) {
            self.template = template
            self.operation = operation
            self.identity = identity
            self.purpose = purpose
            self.isEncrypted = isEncrypted
        }
    }

    /// The whole exchange. It is made when it is asked for.
    public var exchange: HTTPExchange {
        HTTPExchange(
            number: number,
            operation: origin.operation,
            identity: origin.identity,
            request: origin.template.request(with: value),
            response: response,
            purpose: origin.purpose,
            verdict: verdict,
            isEncrypted: origin.isEncrypted
        )
    }
}

/// What came of a sweep.
public struct SweepResult: Sendable {
    /// How many values there were.
    public var count = 0
    /// How many probes were answered.
    public var answered = 0
    /// How many answers there were with each status.
    public var statuses: [Int: Int] = [:]
    /// How many probes ended without a response, by reason.
    public var failures: [ProbeError.Code: Int] = [:]
    /// The probes that were to be kept, in the order of their values.
    public var kept: [SweptProbe] = []
    /// Whether more were to be kept than there was room for.
    public var keptIsTruncated = false
    /// Why the sweep ended before its last value: the budget or the time of the scan is used up. `nil` where it did not.
    public var shortfall: ProbeError?

    /// Nothing sent yet.
    public init() {}
}
