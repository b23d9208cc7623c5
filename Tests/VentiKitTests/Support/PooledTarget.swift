//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

/// A simulated target that works on some requests at once, lets others wait, and refuses what is too much.
///
/// Driven by a client that always has something to send; time is counted, and nothing sleeps.
struct PooledTarget {
    var connections: Int
    var service: Duration
    /// The most requests, waiting ones included; beyond, it asks for patience.
    var capacity = Int.max

    /// When what is served or waits to be will be done, in order.
    private var busyUntil: [Duration] = []
    private var underWay: [(end: Duration, start: Duration, isRefused: Bool)] = []
    private var now = Duration.zero
    private var random: SeededGenerator

    private(set) var answered = 0
    private(set) var refused = 0
    private(set) var mostInFlight = 0

    init(connections: Int, service: Duration, capacity: Int = .max, seed: UInt64 = 1) {
        self.connections = connections
        self.service = service
        self.capacity = capacity
        random = SeededGenerator(seed: seed)
    }

    /// Sends as many requests as the controller lets be under way, until so many have ended.
    mutating func serve(_ count: Int, for controller: inout ConcurrencyController) {
        for _ in 0..<count {
            while underWay.count < controller.limit { send() }
            mostInFlight = max(mostInFlight, underWay.count)
            guard let next = underWay.indices.min(by: { underWay[$0].end < underWay[$1].end }) else { return }
            let request = underWay[next]
            now = request.end
            if request.isRefused { refused += 1 } else { answered += 1 }
            controller.note(
                request.isRefused ? .limited : .answered(latency: request.end - request.start),
                inFlight: underWay.count
            )
            underWay.remove(at: next)
        }
    }

    mutating func forgetCounts() { (answered, refused, mostInFlight) = (0, 0, 0) }

    private mutating func send() {
        busyUntil.removeFirst(busyUntil.firstIndex { $0 > now } ?? busyUntil.count)
        guard underWay.count(where: { !$0.isRefused }) < capacity else {
            underWay.append((now + .milliseconds(1), now, true))
            return
        }
        let length = service * Double.random(in: 0.8...1.2, using: &random)
        // The connection that is free first serves it.
        let start = busyUntil.count < connections ? now : busyUntil[busyUntil.count - connections]
        busyUntil.insert(start + length, at: busyUntil.firstIndex { $0 > start + length } ?? busyUntil.count)
        underWay.append((start + length, now, false))
    }
}
