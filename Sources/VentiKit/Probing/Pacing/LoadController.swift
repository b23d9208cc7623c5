//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Decides, from how requests end, how many may be under way and when everything has to pause.
///
/// The one place where it is decided: the limit follows each sign of strain at once, a pause follows those that
/// ``BlockClassifier`` takes for serious.
struct LoadController: Sendable {
    private(set) var concurrency: ConcurrencyController
    private var classifier = BlockClassifier()
    /// The requests that are under way.
    private(set) var inFlight = 0
    /// How often everything had to pause.
    private(set) var pauses = 0

    init(ceiling: Int, isAdaptive: Bool) {
        concurrency = ConcurrencyController(ceiling: ceiling, isAdaptive: isAdaptive)
    }

    /// How many requests may be under way.
    var limit: Int { concurrency.limit }

    /// A request is sent.
    mutating func noteSent() { inFlight += 1 }

    /// A request is given up without an end, because its task was cancelled.
    mutating func noteAbandoned() { inFlight -= 1 }

    /// A response has come.
    ///
    /// - Returns: How long to hold everything back, or `nil`.
    mutating func note(
        _ response: ProbeResponse,
        _ verdict: HTTPExchange.Verdict,
        _ purpose: HTTPExchange.Purpose
    ) -> Duration? {
        defer { inFlight -= 1 }
        // What an attack asks for may take its time.
        let isOrdinary = purpose != .attack && purpose != .replay
        classifier.note(response, countsLatency: isOrdinary)
        concurrency.note(
            verdict == .limited ? .limited : .answered(latency: isOrdinary ? response.timeToFirstByte : nil),
            inFlight: inFlight
        )
        return pause()
    }

    /// No response has come.
    ///
    /// - Returns: How long to hold everything back, or `nil`.
    mutating func note(_ error: ProbeError, _ purpose: HTTPExchange.Purpose) -> Duration? {
        defer { inFlight -= 1 }
        classifier.note(error)
        let isOrdinary = purpose != .attack && purpose != .replay
        switch error.code {
        case _ where error.code.kind == .closed, .connectionRefused, .connectTimedOut:
            concurrency.note(.lost, inFlight: inFlight)
        case _ where error.code.kind == .timedOut && isOrdinary:
            concurrency.note(.lost, inFlight: inFlight)
        default:
            concurrency.note(.answered(latency: nil), inFlight: inFlight)
        }
        return pause()
    }

    private mutating func pause() -> Duration? {
        guard let pressure = classifier.pressure else { return nil }
        pauses += 1
        switch pressure {
        case .resets(let count): return .milliseconds(min(4000, 250 << min(count - 3, 4)))
        case .latency:
            classifier.resetLatencyWindow()
            concurrency.reduce(inFlight: inFlight)
            return .milliseconds(500)
        }
    }
}
