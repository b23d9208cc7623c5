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
    private static let severities = Schema.cases(Severity.self)
    private static let states = Schema.cases(TrackedFinding.State.self)

    static let scans: [String: Schema] = [
        "Budget": .object([
            .required("requests", .integer(1...10_000_000)), .required("seconds", .number(1...1_000_000)),
            .required("requests_per_second", .number(0...100_000)),
        ]),
        "Scan": .object([
            .required("id", .id), .required("project_id", .id), .required("target_id", .id),
            .optional("document_id", .id),
            .required("is_imported", .boolean, "Whether another tool has scanned, and its report was taken in."),
            .required("state", .cases(Scan.State.self)), .required("profile", .cases(ScanPolicy.Profile.self)),
            .required("scanner", .string()), .required("identities", .array(.string())),
            .required("budget", .component("Budget")),
            .required(
                "progress",
                .object([
                    .required("fraction", .number(0...1), "The share of the planned work that is done."),
                    .required("phase", .string()), .required("activity", .string()), .required("requests_sent", count),
                    .required("maximum_requests", count),
                ])
            ),
            .required("findings", .component("Counts")),
            .optional("coverage", .object([.required("operations", count), .required("reached", count)])),
            .optional("outcome", .string()), .optional("detail", .string()), .required("attempt", count),
            .required("created_by", .string()), .required("created_at", .time),
            .optional("schedule_id", .id), .optional("scheduled_for", .time), .optional("started_at", .time),
            .optional("finished_at", .time), .required("links", .map(.string())),
        ]),
        "Scanners": .object([
            .required(
                "items",
                .array(
                    .object([
                        .required("id", .string()), .required("title", .string()), .required("runs_in", .string()),
                    ])
                )
            )
        ]),
        "Finding": .object([
            .required("id", .id), .required("project_id", .id), .required("target_id", .id),
            .required("fingerprint", .string()), .required("check", .string()), .required("title", .string()),
            .required("summary", .string()), .required("operation", .string()), .required("severity", severities),
            .required("confidence", .cases(Confidence.self)), .required("state", states),
            .optional("assignee", .string()), .optional("reason", .string()), .optional("accepted_until", .time),
            .required("first_scan_id", .id), .required("last_scan_id", .id), .required("first_seen_at", .time),
            .required("last_seen_at", .time), .optional("fixed_at", .time),
        ]),
        "FindingDetail": .object([
            .required("finding", .component("Finding")),
            .required("evidence", .any, "VentiKit's finding with its proof, as in its JSON report."),
        ]),
        "FindingChange": .object([
            .required("actor", .string()), .optional("from", states), .required("to", states),
            .optional("comment", .string()), .required("at", .time),
        ]),
        "FindingHistory": .object([.required("items", .array(.component("FindingChange")))]),
        "Difference": .map(.any),
        "Share": .object([
            .required("id", .id), .required("scan_id", .id), .required("format", .cases(ReportService.Format.self)),
            .required("path", .string(), "What comes after the server's name. Whoever has it can read the report."),
            .required("created_by", .string()), .required("created_at", .time), .required("expires_at", .time),
            .optional("used_at", .time, "When somebody last opened it, give or take a minute."),
        ]),
        "Shares": .object([.required("items", .array(.component("Share")))]),
    ]

    static let control: [String: Schema] = [
        "EmergencyStop": .object([
            .required("id", .id), .required("reach", .cases(EmergencyStop.Reach.self)), .optional("target_id", .id),
            .required("reason", .string()), .required("engaged_by", .string()), .required("engaged_at", .time),
        ]),
        "EmergencyStops": .object([.required("items", .array(.component("EmergencyStop")))]),
        "AuditEntry": .object([
            .required("seq", count), .required("at", .time), .required("actor", .string()),
            .required("action", .string()),
            .required("object", .string()), .required("outcome", .oneOf(["done", "refused"])),
            .required("detail", .string()), .required("request_id", .string()), .required("hash", .string(64...64)),
        ]),
        "AuditVerification": .object([
            .required("entries", count), .required("is_intact", .boolean), .optional("fault", .string()),
        ]),
        "QueueCounts": .map(count),
        "Job": .object([
            .required("id", .id), .required("priority", .oneOf(["interactive", "scheduled"])),
            .required("scan_id", .id),
            .required("state", .cases(Job.State.self)), .required("attempt", count),
            .required(
                "failures",
                .array(
                    .object([.required("attempt", count), .required("message", .string()), .required("at", .time)])
                )
            ), .required("created_at", .time),
        ]),
        "Version": .object([
            .required("version", .string()), .required("build", .string()), .required("api", .string()),
        ]),
        "KeySet": .map(.any),
        "OpenAPIDocument": .map(.any),
    ]
}
