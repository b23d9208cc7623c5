//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// The JSON of a scan's events, as clients read it.
enum ScanEventData {
    private struct Phase: Encodable {
        var phase: String
        var detail: String
    }

    private struct Progress: Encodable {
        var phase: String
        var fraction: Double
        var requestsSent: Int
        var maximumRequests: Int
        var findings: Int
        var activity: String
    }

    private struct Found: Encodable {
        var fingerprint: String
        var check: String
        var severity: String
        var confidence: String
        var operation: String
        var title: String
        var summary: String
    }

    private struct Done: Encodable {
        var state: String
        var outcome: String?
        var detail: String?
        var findings: Scan.Counts
    }

    static func phase(_ phase: ScanPhase) -> String { text(Phase(phase: phase.name.rawValue, detail: phase.detail)) }

    static func progress(_ progress: Scan.Progress, findings: Int) -> String {
        text(
            Progress(
                phase: progress.phase,
                fraction: progress.fraction,
                requestsSent: progress.requestsSent,
                maximumRequests: progress.maximumRequests,
                findings: findings,
                activity: progress.activity
            )
        )
    }

    static func finding(_ finding: Finding) -> String {
        text(
            Found(
                fingerprint: finding.fingerprint.rawValue,
                check: finding.checkID.shortName,
                severity: finding.severity.rawValue,
                confidence: finding.confidence.rawValue,
                operation: finding.location.operationName,
                title: finding.title,
                summary: finding.summary
            )
        )
    }

    static func identity(_ outcome: IdentityOutcome) -> String {
        text(["name": outcome.name, "works": outcome.works ? "yes" : "no", "detail": outcome.detail])
    }

    static func log(_ level: String, _ message: String) -> String { text(["level": level, "message": message]) }

    static func state(_ state: Scan.State, attempt: Int) -> String {
        text(["state": state.rawValue, "attempt": "\(attempt)"])
    }

    static func done(_ scan: Scan) -> String {
        text(Done(state: scan.state.rawValue, outcome: scan.outcome, detail: scan.detail, findings: scan.findings))
    }

    private static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
