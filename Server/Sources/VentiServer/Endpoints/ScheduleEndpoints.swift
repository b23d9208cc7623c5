//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiKit
import VentiService

/// Scans that are asked for by the clock.
struct ScheduleEndpoints {
    private struct Input: Decodable {
        var name: String
        var targetId: RecordID
        var documentId: RecordID
        var cron: String
        var timeZone: String?
        var profile: ScanPolicy.Profile?
        var scanner: String?
        var identities: [String]?
        var budget: BudgetInput?
        var missed: Schedule.Missed?
        var isEnabled: Bool?

        var input: ScheduleInput {
            ScheduleInput(
                name: name,
                cron: cron,
                timeZone: timeZone ?? "UTC",
                scan: NewScan(
                    target: targetId,
                    document: documentId,
                    profile: profile ?? .safe,
                    scanner: scanner,
                    identities: identities,
                    budget: budget.limits
                ),
                missed: missed ?? .once,
                isEnabled: isEnabled ?? true
            )
        }
    }

    private static let body = Schema.object([
        .required("name", .string(1...100)), .required("target_id", .id), .required("document_id", .id),
        .required(
            "cron",
            .string(1...500),
            "Five fields: minute, hour, day of month, month, day of week. `@daily` and the like, too."
        ),
        .optional("time_zone", .string(1...64), "The clock, such as `Europe/Berlin`; `UTC` unless said otherwise."),
        .optional(
            "profile",
            .cases(ScanPolicy.Profile.self),
            "How far the scans may go; `safe` unless said otherwise."
        ),
        .optional("scanner", .string(1...40)),
        .optional(
            "identities",
            .array(.string(1...40), maximum: 20),
            "Names; all that the target has then unless said otherwise."
        ),
        .optional("budget", BudgetInput.schema),
        .optional(
            "missed",
            .cases(Schedule.Missed.self),
            "What becomes of times at which no server ran: `once` makes up for all of them with one scan, which is what "
                + "happens unless said otherwise; `skip` waits for the next time."
        ),
        .optional("is_enabled", .boolean, "`false` pauses it."),
    ])

    private static let example: JSON = [
        "name": "Every night", "target_id": "{target}", "document_id": "{document}", "cron": "30 2 * * *",
    ]

    var all: [Endpoint] { [list, create, find, change, delete, pause, resume] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/schedules",
            id: "listSchedules",
            tag: "schedules",
            summary: "The schedules.",
            access: .permission(.readScans),
            query: Endpoint.Parameter.paging + [
                Endpoint.Parameter(name: "target_id", schema: .id, text: "Only those of a target.")
            ],
            successes: [.page(of: "Schedule", "The schedules, newest first.")],
            handle: { exchange in
                let schedules = try await exchange.platform.schedules.list(
                    of: try exchange.queryID("target_id"),
                    as: try exchange.principal(),
                    page: try exchange.page()
                )
                return try .page(schedules, ScheduleView.init)
            }
        )
    }

    private var create: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/schedules",
            id: "createSchedule",
            tag: "schedules",
            summary:
                "Ask for scans by the clock. Whoever does answers for them: they pause when he may not start them.",
            access: .permission(.writeSchedules),
            content: .json(Self.body, example: Self.example),
            successes: [.json(201, .component("Schedule"), "The schedule.")],
            isIdempotent: true,
            handle: { exchange in
                let made = try await exchange.platform.schedules.create(
                    try exchange.json(Input.self).input,
                    as: try exchange.principal(),
                    idempotency: try exchange.idempotency()
                )
                return try .json(ScheduleView(made.value), .created).versioned(made.value.version)
                    .located("\(API.base)/schedules/\(made.value.id)").replayed(made.isReplayed)
            }
        )
    }

    private var find: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/schedules/{schedule}",
            id: "getSchedule",
            tag: "schedules",
            summary: "One schedule, with the next times at which it is due.",
            access: .permission(.readScans),
            successes: [.json(200, .component("Schedule"), "The schedule.")],
            handle: { exchange in
                let id = try exchange.id("schedule")
                let schedule = try await exchange.platform.schedules.find(id, as: try exchange.principal())
                return try .json(ScheduleView(schedule)).versioned(schedule.version)
            }
        )
    }

    private var change: Endpoint {
        Endpoint(
            method: .put,
            path: "\(API.base)/schedules/{schedule}",
            id: "changeSchedule",
            tag: "schedules",
            summary: "Change a schedule, all but its target. Whoever does answers for its scans from now on.",
            access: .permission(.writeSchedules),
            content: .json(Self.body, example: Self.example),
            successes: [.json(200, .component("Schedule"), "The schedule.")],
            hasPrecondition: true,
            handle: { exchange in
                let schedule = try await exchange.platform.schedules.change(
                    try exchange.id("schedule"),
                    to: try exchange.json(Input.self).input,
                    version: try exchange.version(),
                    as: try exchange.principal()
                )
                return try .json(ScheduleView(schedule)).versioned(schedule.version)
            }
        )
    }

    private var delete: Endpoint {
        Endpoint(
            method: .delete,
            path: "\(API.base)/schedules/{schedule}",
            id: "deleteSchedule",
            tag: "schedules",
            summary: "Delete a schedule. Its scans stay.",
            access: .permission(.writeSchedules),
            successes: [.empty("It is gone.")],
            hasPrecondition: true,
            handle: { exchange in
                try await exchange.platform.schedules.delete(
                    try exchange.id("schedule"),
                    version: try exchange.version(),
                    as: try exchange.principal()
                )
                return .empty
            }
        )
    }

    private var pause: Endpoint {
        turn("pause", "Ask for no more scans until it is resumed. One that waits or runs goes on.", to: false)
    }

    private var resume: Endpoint { turn("resume", "Ask for scans again, from the next time on.", to: true) }

    private func turn(_ verb: String, _ summary: String, to isEnabled: Bool) -> Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/schedules/{schedule}/\(verb)",
            id: "\(verb)Schedule",
            tag: "schedules",
            summary: summary,
            access: .permission(.writeSchedules),
            successes: [.json(200, .component("Schedule"), "The schedule.")],
            handle: { exchange in
                let schedule = try await exchange.platform.schedules.setEnabled(
                    isEnabled,
                    try exchange.id("schedule"),
                    as: try exchange.principal()
                )
                return try .json(ScheduleView(schedule)).versioned(schedule.version)
            }
        )
    }
}
