//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// How exactly a client keeps its rate over ten seconds.
struct PacingFigure {
    static let rates = [1, 20, 500, 5000]

    var rates: [Int]

    private static let seconds = 10

    func run() async throws {
        var worst = 0.0
        var bursts = 0
        for rate in rates {
            let (instants, statistics) = try await ChildProcess.withStub { try await Self.send(rate, to: $0) }
            guard let first = instants.first, let last = instants.last, instants.count > 1 else { continue }
            let kept = Double(instants.count - 1) / (last - first).inSeconds
            let error = abs(kept - Double(rate)) / Double(rate) * 100
            let window = Self.mostInWindow(instants)
            // A window of 100 ms may have its share, that of the 10 ms by which the grid may lag and a timer be late,
            // and its edges.
            let allowed = Int((Double(rate) * 0.12).rounded(.up)) + 1
            worst = max(worst, error)
            if window > allowed { bursts += 1 }
            print(
                "\(rate) a second: \(kept.text(2)), off by \(error.text(2)) %, at most \(window) in 100 ms",
                "(\(allowed) allowed), late by \(((statistics.pacingDelay99thPercentile ?? .zero).inSeconds * 1000).text(1))",
                "ms at p99, up to \(statistics.highestConcurrency) at once"
            )
        }
        print("rate_error_percent=\(worst.text(2)) bursts=\(bursts)")
    }

    private static func send(_ rate: Int, to url: String) async throws -> ([ContinuousClock.Instant], ProbeStatistics) {
        let target = try TargetURL(url)
        return await withNetworkTransport(to: target, maximumConnections: 64) { network in
            let transport = TimingTransport(inner: network)
            var options = ProbeClient.Options(scope: ScanScope(target: target))
            options.requestsPerSecond = Double(rate)
            options.maximumRequests = 1_000_000
            options.concurrency = 64
            let client = ProbeClient(target: target, transport: transport, options: options)
            let end = ContinuousClock.now + .seconds(seconds)
            await withTaskGroup { group in
                for _ in 0..<min(64, rate + 1) {
                    group.addTask {
                        let request = ProbeRequest(method: "GET", target: "/items/1")
                        while !Task.isCancelled { _ = try? await client.send(request, purpose: .reach) }
                    }
                }
                try? await Task.sleep(until: end, clock: .continuous)
                group.cancelAll()
            }
            return (transport.instants, client.statistics)
        }
    }

    private static func mostInWindow(_ instants: [ContinuousClock.Instant]) -> Int {
        var most = 0
        var start = 0
        for (index, instant) in instants.enumerated() {
            while instant - instants[start] >= .milliseconds(100) { start += 1 }
            most = max(most, index - start + 1)
        }
        return most
    }
}
