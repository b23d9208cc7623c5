//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

extension Components {
    private static let count = Schema.integer(0...1_000_000_000)
    private static let statuses = Schema.oneOf(["pending", "running", "completed", "failed", "cancelled"])

    /// What the routes of the first server answer with.
    static let compatibility: [String: Schema] = [
        "V0Started": .object([
            .required("scan_id", .id), .required("status", statuses), .required("message", .string()),
        ]),
        "V0Scan": .object([
            .required("scan_id", .id), .required("status", statuses),
            .required("progress", .integer(0...100), "The share of the planned work that is done, in percent."),
            .required("current_phase", .string()), .required("findings_count", count),
            .required("requests_sent", count), .required("created_at", .time), .optional("started_at", .time),
            .optional("completed_at", .time), .optional("error", .string()),
        ]),
        "V0Scans": .object([
            .required("scans", .array(.component("V0Scan"), maximum: 200)), .required("total", count),
            .optional("next_cursor", .string()),
        ]),
        "V0Findings": .object([
            .required("scan_id", .id), .required("total", count), .optional("next_cursor", .string()),
            .required(
                "findings",
                .array(
                    .object([
                        .required("id", .id), .required("rule", .string()), .required("title", .string()),
                        .required("severity", .cases(Severity.self)), .required("confidence", .cases(Confidence.self)),
                        .required("method", .string()), .required("endpoint", .string()),
                        .required("description", .string()), .required("state", .string()),
                    ]),
                    maximum: 200
                )
            ),
        ]),
        "V0Queue": .object(
            ["pending", "running", "completed", "failed", "cancelled"].map { .required($0, count) }
        ),
        "V0Scanners": .object([
            .required("available_scanners", .array(.string())), .required("descriptions", .map(.string())),
        ]),
        "V0Cleanup": .object([.required("message", .string()), .required("removed", .map(count))]),
        "V0Health": .object([.required("status", .oneOf(["healthy"]))]),
    ]
}
