//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// Emergency stops.
struct StopEndpoints {
    private struct New: Decodable {
        var reach: EmergencyStop.Reach
        var targetId: RecordID?
        var reason: String
    }

    private struct Release: Decodable {
        var reason: String
    }

    private struct Stops: Encodable {
        var items: [StopView]
    }

    var all: [Endpoint] { [list, engage, release] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/emergency-stops",
            id: "listEmergencyStops",
            tag: "stops",
            summary: "The stops that are engaged: the global one, and those of the tenant.",
            access: .permission(.readStops),
            successes: [.json(200, .component("EmergencyStops"), "The stops.")],
            handle: { exchange in
                let stops = try await exchange.platform.stops.engaged(as: try exchange.principal())
                return try .json(Stops(items: stops.map(StopView.init)))
            }
        )
    }

    private var engage: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/emergency-stops",
            id: "engageEmergencyStop",
            tag: "stops",
            summary:
                "End all scans of the platform, the tenant or a target now, and let none begin. `global` needs `stop:global`.",
            access: .permission(.readStops),
            content: .json(
                .object([
                    .required("reach", .cases(EmergencyStop.Reach.self)), .optional("target_id", .id),
                    .required("reason", .string(1...500)),
                ]),
                example: ["reach": "target", "target_id": "{target}", "reason": "The target is down."]
            ),
            successes: [.json(201, .component("EmergencyStop"), "The stop. It stands until it is released.")],
            handle: { exchange in
                let input = try exchange.json(New.self)
                let stop = try await exchange.platform.stops.engage(
                    input.reach,
                    target: input.targetId,
                    reason: input.reason,
                    as: try exchange.principal()
                )
                return try .json(StopView(stop), .created)
            }
        )
    }

    private var release: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/emergency-stops/{stop}/release",
            id: "releaseEmergencyStop",
            tag: "stops",
            summary: "Let scans begin again.",
            access: .permission(.readStops),
            content: .json(.object([.required("reason", .string(1...500))]), example: ["reason": "It is up again."]),
            successes: [.empty("It is released.")],
            handle: { exchange in
                try await exchange.platform.stops.release(
                    try exchange.id("stop"),
                    reason: try exchange.json(Release.self).reason,
                    as: try exchange.principal()
                )
                return .empty
            }
        )
    }
}
