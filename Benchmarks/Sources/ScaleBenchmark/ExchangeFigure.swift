//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import VentiKit

/// Exchanges a second with an empty handler in this process, over the bare transport and through a client's guards.
struct ExchangeFigure {
    private static let count = 400_000
    private static let tasks = 4

    func run() async throws {
        let target = try TargetURL("http://api.example/v1")
        let transport = InProcessTransport(target: target) { _, _ in (HTTPResponse(status: .ok), []) }
        let request = ProbeRequest(
            method: "GET",
            target: "/v1/items/1?full=1",
            headers: ["Accept": "application/json", "User-Agent": "VentiKit"]
        )
        let bare = try await Self.rate {
            try await transport.send(request, deadline: .now + .seconds(20), options: ProbeOptions())
        }
        var options = ProbeClient.Options(scope: ScanScope(target: target))
        options.maximumRequests = .max
        let client = ProbeClient(target: target, transport: transport, options: options)
        var relative = request
        relative.target = "/items/1?full=1"
        let short = relative
        let guarded = try await Self.rate { try await client.send(short, purpose: .reach).response }
        print("through a client: \(guarded.text(0)) exchanges a second")
        print("exchanges_per_second=\(bare.text(0))")
    }

    /// The best of three rounds, because others use the machine too.
    private static func rate(_ send: @escaping @Sendable () async throws -> ProbeResponse) async throws -> Double {
        var best = 0.0
        for _ in 0..<3 {
            let start = ContinuousClock.now
            try await withThrowingTaskGroup { group in
                for _ in 0..<tasks {
                    group.addTask {
                        for _ in 0..<(count / tasks) where try await send().status != 200 { throw CancellationError() }
                    }
                }
                try await group.waitForAll()
            }
            best = max(best, Double(count) / (ContinuousClock.now - start).inSeconds)
        }
        return best
    }
}
