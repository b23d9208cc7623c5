//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// VentiKit's probe client as a check uses it: one call of `send` for each request, from as many tasks as connections.
struct SendLoad: Sendable {
    let load: Load

    func run() async throws -> Measurement {
        let target = try TargetURL(load.origin)
        var options = ProbeClient.Options(scope: ScanScope(target: target))
        options.concurrency = load.connections
        options.maximumRequests = .max / 2
        options.replayReserve = 0
        let request = ProbeRequest(method: load.method, target: load.path, body: load.body(value: "probe"))
        let started = ContinuousClock.now
        let end = started.advanced(by: .seconds(load.seconds))
        let count = RequestCount()
        try await withNetworkTransport(to: target, maximumConnections: load.connections) { transport in
            let client = ProbeClient(target: target, transport: transport, options: options)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<load.connections {
                    group.addTask {
                        while ContinuousClock.now < end {
                            let exchange = try await client.send(request, purpose: .reach)
                            count.add(exchange.response.status == 200 ? 1 : 0)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        return Measurement(requests: count.value, seconds: (ContinuousClock.now - started) / .seconds(1))
    }
}
