//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

extension CompatibilityEndpoints {
    private struct Queue: Encodable {
        var pending: Int
        var running: Int
        var completed: Int
        var failed: Int
        var cancelled: Int
    }

    private struct Scanners: Encodable {
        var availableScanners: [String]
        var descriptions: [String: String]
    }

    private struct Cleanup: Encodable {
        var message: String
        var removed: [String: Int]
    }

    /// The routes about the server itself.
    var platform: [Endpoint] { [queue, cleanup, scanners, health] }

    private var queue: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/queue/stats",
            id: "getQueueCountsV0",
            tag: "compatibility",
            summary: "How many jobs there are in each state.",
            access: .permission(.manageQueue),
            successes: [.json(200, .component("V0Queue"), "The counts.")],
            deprecation: .init(successor: "\(API.base)/queue/stats"),
            handle: { exchange in
                let counts = try await exchange.platform.queue.counts(as: try exchange.principal())
                func count(_ state: Job.State) -> Int { counts[state.rawValue] ?? 0 }
                return try .json(
                    Queue(
                        pending: count(.ready),
                        running: count(.running),
                        completed: count(.done),
                        failed: count(.dead),
                        cancelled: count(.cancelled)
                    )
                )
            }
        )
    }

    private var cleanup: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/queue/cleanup",
            id: "cleanUpV0",
            tag: "compatibility",
            summary: "Remove now what the server removes by itself from time to time. Scans and findings stay.",
            access: .permission(.manageQueue),
            successes: [.json(200, .component("V0Cleanup"), "How many records of each kind were removed.")],
            deprecation: .init(successor: nil),
            handle: { exchange in
                let removed = try await exchange.platform.upkeep.prune(as: try exchange.principal())
                return try .json(
                    Cleanup(
                        message: "Old records are removed.",
                        removed: Dictionary(uniqueKeysWithValues: removed.map { ($0.key.rawValue, $0.value) })
                    )
                )
            }
        )
    }

    private var scanners: Endpoint {
        Endpoint(
            method: .get,
            path: "/api/scanners",
            id: "listScannersV0",
            tag: "compatibility",
            summary: "The scanners that a scan can be asked for.",
            access: .permission(.readScans),
            successes: [.json(200, .component("V0Scanners"), "The scanners.")],
            deprecation: .init(successor: "\(API.base)/scanners"),
            handle: { exchange in
                let scanners = exchange.platform.scans.scanners
                return try .json(
                    Scanners(
                        availableScanners: scanners.map(\.id),
                        descriptions: Dictionary(scanners.map { ($0.id, $0.title) }) { first, _ in first }
                    )
                )
            }
        )
    }

    private var health: Endpoint {
        Endpoint(
            method: .get,
            path: "/health",
            id: "getHealthV0",
            tag: "compatibility",
            summary: "Whether the server and its store answer.",
            access: .anybody,
            successes: [.json(200, .component("V0Health"), "They do.")],
            deprecation: .init(successor: "/livez"),
            handle: { exchange in
                try await exchange.platform.checkStore()
                return try .json(["status": "healthy"])
            }
        )
    }
}
