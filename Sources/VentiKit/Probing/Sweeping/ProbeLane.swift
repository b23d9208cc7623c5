//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Sends probes one after the other, each when the one before has ended.
///
/// Whoever drives it asks it what to send, and tells it what came of that; calls never overlap.
protocol ProbeLane: AnyObject, Sendable {
    /// What the requests are made of.
    var template: ProbeTemplate { get }
    var options: ProbeOptions { get }
    /// How long one exchange may take.
    var exchangeTimeout: Duration { get }
    /// When all of them must be over.
    var deadline: ContinuousClock.Instant? { get }

    func next() -> LaneStep
    func received(_ result: Result<ProbeResponse, any Error>)
}

/// What a lane wants.
enum LaneStep: Sendable {
    /// Send the template's request with this value.
    case send(value: String)
    /// Ask again at this instant, not before.
    // In a box of its own: the layout of an instant is not known here, and every step would have to ask for it.
    indirect case wait(until: ContinuousClock.Instant)
    /// Nothing: the lane is to be left.
    case leave
}

/// A transport that drives a lane without going back to its task for every probe.
protocol LaneTransport: ProbeTransport {
    /// Drives the lane until it is to be left.
    ///
    /// - Throws: `CancellationError` where the task is cancelled.
    func drive(_ lane: any ProbeLane) async throws
}

/// Drives a lane over any transport.
struct TaskLaneDriver: Sendable {
    let transport: any ProbeTransport
    let clock: ProbeClock

    func drive(_ lane: any ProbeLane) async throws {
        while true {
            try Task.checkCancellation()
            switch lane.next() {
            case .leave: return
            case .wait(let instant): try await clock.sleep(instant)
            case .send(let value):
                var deadline = clock.now().advanced(by: lane.exchangeTimeout)
                if let end = lane.deadline { deadline = min(deadline, end) }
                do {
                    let request = lane.template.request(with: value)
                    let response = try await transport.send(request, deadline: deadline, options: lane.options)
                    lane.received(.success(response))
                } catch {
                    lane.received(.failure(error))
                }
            }
        }
    }
}
