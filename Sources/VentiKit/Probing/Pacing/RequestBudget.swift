//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How many requests a scan may send, and until when.
///
/// A part of the requests is kept for replays, so that what was found at the end can still be confirmed.
struct RequestBudget: Sendable {
    /// All requests, replays and repetitions included.
    let maximumRequests: Int
    /// How many of them only replays may use.
    let replayReserve: Int
    let deadline: ContinuousClock.Instant?
    private(set) var used = 0

    init(maximumRequests: Int, replayReserve: Int? = nil, deadline: ContinuousClock.Instant? = nil) {
        self.maximumRequests = max(0, maximumRequests)
        self.replayReserve = min(max(0, replayReserve ?? min(50, maximumRequests / 20)), self.maximumRequests)
        self.deadline = deadline
    }

    /// Takes one request out of the budget.
    ///
    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/budgetExhausted``.
    mutating func take(for purpose: HTTPExchange.Purpose, now: ContinuousClock.Instant) throws(ProbeError) {
        if let deadline, now >= deadline {
            throw ProbeError(.budgetExhausted, "The scan's time is used up.")
        }
        guard used < (purpose == .replay ? maximumRequests : maximumRequests - replayReserve) else {
            throw ProbeError(.budgetExhausted, "The scan's \(maximumRequests) requests are used up.")
        }
        used += 1
    }

    /// Puts a request back that was not sent.
    mutating func giveBack() { used -= 1 }
}
