//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

@testable import VentiKit

/// A transport that writes down what it is given, and answers from a closure.
final class RecordingTransport: ProbeTransport {
    struct Record: Sendable {
        var request: ProbeRequest
        var deadline: ContinuousClock.Instant
        var options: ProbeOptions
        /// The time of the clock when it came.
        var elapsed: Duration
    }

    private struct State: Sendable {
        var records: [Record] = []
        var inFlight = 0
        var mostInFlight = 0
    }

    private let state = Mutex(State())
    private let clock: ManualClock
    private let answer: @Sendable (ProbeRequest, Int) async throws -> ProbeResponse

    init(
        clock: ManualClock = ManualClock(),
        answer: @escaping @Sendable (ProbeRequest, Int) async throws -> ProbeResponse = { _, _ in
            ProbeResponse(status: 200)
        }
    ) {
        self.clock = clock
        self.answer = answer
    }

    var records: [Record] { state.withLock { $0.records } }
    var mostInFlight: Int { state.withLock { $0.mostInFlight } }

    func send(
        _ request: ProbeRequest,
        deadline: ContinuousClock.Instant,
        options: ProbeOptions
    ) async throws -> ProbeResponse {
        let number = state.withLock { state in
            state.records.append(.init(request: request, deadline: deadline, options: options, elapsed: clock.elapsed))
            state.inFlight += 1
            state.mostInFlight = max(state.mostInFlight, state.inFlight)
            return state.records.count
        }
        defer { state.withLock { $0.inFlight -= 1 } }
        await Task.yield()
        return try await answer(request, number)
    }
}
