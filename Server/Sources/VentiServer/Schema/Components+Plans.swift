//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiService

extension Components {
    private static let count = Schema.integer(0...1_000_000_000)

    /// Schedules and imports.
    static let plans: [String: Schema] = [
        "Schedule": .object([
            .required("id", .id), .required("project_id", .id), .required("target_id", .id),
            .required("document_id", .id),
            .required("name", .string()), .required("cron", .string()), .required("time_zone", .string()),
            .required("profile", .cases(ScanPolicy.Profile.self)), .optional("scanner", .string()),
            .optional("identities", .array(.string())), .required("budget", .component("Budget")),
            .required("missed", .cases(Schedule.Missed.self)), .required("is_enabled", .boolean),
            .optional("paused_because", .string(), "Why, where the server has paused it by itself."),
            .required(
                "responsible",
                .object([
                    .required("id", .id), .required("kind", .oneOf(["user", "api_key", "platform"])),
                    .required("name", .string()),
                ]),
                "Who answers for its scans."
            ),
            .required("next_runs", .array(.time, maximum: 5), "The next times; none while it is paused."),
            .optional(
                "last_run",
                .object([
                    .required("at", .time), .required("outcome", .cases(Schedule.Outcome.self)),
                    .optional("detail", .string()),
                ]),
                "The last time that was due, and what came of it."
            ),
            .optional("last_scan_id", .id), .required("created_at", .time),
        ]),
        "Import": .object([
            .required("id", .id), .required("scan_id", .id), .required("target_id", .id),
            .required("format", .cases(ImportFormat.self)), .required("name", .string()), .required("size", count),
            .required("created", count, "Findings that nobody had found before."),
            .required("known", count, "Findings that were known."),
            .required("reopened", count, "Findings among them that were fixed, and are back."),
            .required("closed", count, "Findings that are fixed now."), .required("created_at", .time),
        ]),
    ]
}
