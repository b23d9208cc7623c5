//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
package import VentiKit

/// Lines that scanners print.
package enum Lines {
    package static let api = APISummary(
        title: "API",
        version: "1",
        documentVersion: "3.0.3",
        documentName: "api.yaml",
        operations: 1
    )

    package static let started = line(
        .started(
            ScanStarted(
                api: api,
                target: "http://127.0.0.1:1",
                profile: .safe,
                checks: 1,
                maximumRequests: 10,
                requestsPerSecond: nil
            )
        )
    )
    package static let finding = line(.finding(flaw))
    package static let flaw = Finding(
        checkID: "acme.banner",
        title: "A banner",
        summary: "The server says who it is.",
        severity: .low,
        location: .host
    )
    package static let otherFinding = line(.finding(otherFlaw))
    package static let otherFlaw = Finding(
        checkID: "acme.age",
        title: "An age",
        summary: "The server says how old it is.",
        severity: .low,
        location: .host
    )
    package static let finished = line(
        .finished(
            ScanReport(
                api: api,
                target: "http://127.0.0.1:1",
                profile: .safe,
                startedAt: "2026-01-01T00:00:00Z",
                findings: [flaw]
            )
        )
    )

    private static func line(_ event: ScanEvent) -> String {
        (try? event.ndjsonLine())?.trimmingCharacters(in: .newlines) ?? ""
    }
}
