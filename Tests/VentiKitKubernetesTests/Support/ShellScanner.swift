//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

@testable import VentiKitKubernetes

/// A scanner that is a shell script, in an image with busybox and nothing else.
enum ShellScanner {
    static func make(_ script: String, limits: WorkloadLimits = WorkloadLimits()) -> CustomScanner {
        CustomScanner(
            image: ClusterUnderTest.shellImage,
            command: ["/bin/busybox", "sh", "-c", script],
            limits: limits
        )
    }
}

/// Lines that scanners print.
enum Lines {
    static let api = APISummary(
        title: "API",
        version: "1",
        documentVersion: "3.0.3",
        documentName: "api.yaml",
        operations: 1
    )

    static let started = line(
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
    static let finding = line(.finding(flaw))
    static let flaw = Finding(
        checkID: "acme.banner",
        title: "A banner",
        summary: "The server says who it is.",
        severity: .low,
        location: .host
    )
    static let otherFinding = line(.finding(otherFlaw))
    static let otherFlaw = Finding(
        checkID: "acme.age",
        title: "An age",
        summary: "The server says how old it is.",
        severity: .low,
        location: .host
    )
    static let finished = line(
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

extension ScanRequest {
    /// A request for a scanner that does not look at it.
    static func sample(seconds: Double = 60, target: String = "http://127.0.0.1:1") -> ScanRequest {
        var request = ScanRequest(
            document: .bytes(Array("openapi: 3.0.3".utf8), name: "api.yaml"),
            target: target
        )
        request.policy.maximumSeconds = seconds
        return request
    }
}

/// The events of a scan, for a test to look at.
actor EventList {
    private(set) var events: [ScanEvent] = []

    var findings: [Finding] {
        events.compactMap { event in
            if case .finding(let finding) = event { finding } else { nil }
        }
    }

    var starts: Int { events.count { if case .started = $0 { true } else { false } } }

    func note(_ event: ScanEvent) { events.append(event) }
}
