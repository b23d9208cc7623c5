//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// How long a client with ten thousand waiting probes takes to end when it is cancelled.
struct StopFigure {
    private static let count = 10_000

    func run() async throws {
        let (seconds, cancelled) = try await ChildProcess.withStub { url in
            let target = try TargetURL(url)
            return await withNetworkTransport(to: target) { transport in
                var options = ProbeClient.Options(scope: ScanScope(target: target))
                options.requestsPerSecond = 20
                options.maximumRequests = 2 * Self.count
                let client = ProbeClient(target: target, transport: transport, options: options)
                return await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<Self.count {
                        group.addTask {
                            do {
                                let request = ProbeRequest(method: "GET", target: "/items/1")
                                _ = try await client.send(request, purpose: .reach)
                                return false
                            } catch { return error is CancellationError }
                        }
                    }
                    try? await Task.sleep(for: .seconds(2))
                    let start = ContinuousClock.now
                    group.cancelAll()
                    let cancelled = await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                    return ((ContinuousClock.now - start).inSeconds, cancelled)
                }
            }
        }
        print("\(Self.count) probes, \(cancelled) of them waiting: ended \((seconds * 1000).text(1)) ms after the stop")
        print("stop_seconds=\(seconds.text(4))")
    }
}
