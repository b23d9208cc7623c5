//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// VentiKit's probe engine: one sweep over the network, with every guard in force.
struct ProbeLoad: Sendable {
    let load: Load
    /// What is done with each response beside keeping it in bounded memory; `nil` for nothing.
    let analysis: PassiveAnalysis?

    func run() async throws -> Measurement {
        let target = try TargetURL(load.origin)
        var options = ProbeClient.Options(scope: ScanScope(target: target))
        options.concurrency = load.connections
        options.maximumRequests = .max / 2
        options.replayReserve = 0
        let started = ContinuousClock.now
        options.deadline = started.advanced(by: .seconds(load.seconds))
        let result = try await withNetworkTransport(to: target, maximumConnections: load.connections) { transport in
            let client = ProbeClient(target: target, transport: transport, options: options)
            return try await client.sweep(
                template,
                count: .max / 2,
                value: { String($0) },
                for: analysis?.operation,
                as: analysis?.identity,
                purpose: .reach
            ) { probe in
                analysis?.isInteresting(probe) ?? (probe.response.status >= 500)
            }
        }
        let elapsed = (ContinuousClock.now - started) / .seconds(1)
        let failures = result.failures.reduce(0) { $0 + ($1.key == .noResponse ? 0 : $1.value) }
        guard result.statuses.keys.allSatisfy({ $0 == 200 }), result.kept.isEmpty else {
            throw Unexpected(message: "statuses \(result.statuses), kept \(result.kept.count)")
        }
        return Measurement(requests: result.answered, seconds: elapsed, failures: failures)
    }

    /// A value in the query of a GET, in the body of a POST.
    private var template: ProbeTemplate {
        let value = Load.placeholder
        var request = ProbeRequest(method: load.method, target: load.path)
        if load.method == "POST" {
            request.headers = ["Content-Type": "application/json"]
            request.body = load.body(value: value)
        } else {
            request.target += "?q=" + value
        }
        return ProbeTemplate(request, placeholder: value)
    }

    struct Unexpected: Error { var message: String }
}
