//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// The queue, for who runs the platform.
struct QueueEndpoints {
    var all: [Endpoint] { [counts, dead, redrive] }

    private var counts: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/queue/stats",
            id: "getQueueCounts",
            tag: "queue",
            summary: "How many jobs there are in each state.",
            access: .permission(.manageQueue),
            successes: [.json(200, .component("QueueCounts"), "The counts by state.")],
            handle: { exchange in
                try .json(try await exchange.platform.queue.counts(as: try exchange.principal()))
            }
        )
    }

    private var dead: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/queue/dead",
            id: "listDeadJobs",
            tag: "queue",
            summary: "The tenant's jobs that have failed for good.",
            access: .permission(.manageQueue),
            query: Endpoint.Parameter.paging,
            successes: [.page(of: "Job", "The jobs, newest first.")],
            handle: { exchange in
                let queue = exchange.platform.queue
                return try .page(
                    try await queue.dead(as: try exchange.principal(), page: try exchange.page()),
                    JobView.init
                )
            }
        )
    }

    private var redrive: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/queue/dead/{job}/redrive",
            id: "redriveJob",
            tag: "queue",
            summary: "Give a dead job another chance.",
            access: .permission(.manageQueue),
            successes: [.json(202, .component("Job"), "The job, which waits.")],
            handle: { exchange in
                let job = try await exchange.platform.queue.redrive(
                    try exchange.id("job"),
                    as: try exchange.principal()
                )
                return try .json(JobView(job), .accepted)
            }
        )
    }
}
