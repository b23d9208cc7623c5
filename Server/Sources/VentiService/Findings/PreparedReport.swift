//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// A report that is ready to be stored: what takes long was done before the transaction, in which everybody else waits.
struct PreparedReport: Sendable {
    /// A flaw with the text that is stored of it.
    struct Item: Sendable {
        var finding: Finding
        var json: Data
    }

    /// The report.
    let report: ScanReport
    /// The report as text.
    let json: Data
    /// Its flaws, each once.
    let items: [Item]
    /// The fingerprints of flaws that the report shows to be fixed, by the scan that has found them last.
    var fixed: [RecordID: Set<String>] = [:]

    /// Writes the texts of a report.
    init(_ report: ScanReport) throws {
        self.report = report
        json = Data(try JSONReport().text(for: report).utf8)
        var seen: Set<Fingerprint> = []
        let encoder = JSONEncoder()
        items = try report.findings.filter { seen.insert($0.fingerprint).inserted }
            .map { Item(finding: $0, json: try encoder.encode($0)) }
    }

    /// The fingerprints of its flaws.
    var fingerprints: Set<String> { Set(items.map(\.finding.fingerprint.rawValue)) }
}

extension PlatformCore {
    /// Prepares the report of a scan, and finds out which flaws it shows to be fixed: VentiKit's comparison with the reports
    /// that had them decides.
    ///
    /// What others change meanwhile counts: storing closes only what is still as it was found here.
    func prepared(_ report: ScanReport, of target: RecordID, in scope: TenantScope) async throws -> PreparedReport {
        var prepared = try PreparedReport(report)
        let seen = prepared.fingerprints
        let query = RecordQuery<TrackedFinding>([
            .id("target", target), .isIn("state", TrackedFinding.State.activeValues),
        ])
        let missing = try await store.read(scope) { try $0.list(query) }.filter { !seen.contains($0.fingerprint) }
        for (last, findings) in Dictionary(grouping: missing, by: \.lastScan) {
            guard let stored = try await store.read(scope, { try $0.find(ScanReportRecord.self, last) }),
                let old = try? JSONReport.report(from: Array(stored.json))
            else { continue }
            let gone = Set(ReportComparison(from: old, to: report).fixed.map(\.fingerprint.rawValue))
            let fixed = gone.intersection(findings.map(\.fingerprint))
            if !fixed.isEmpty { prepared.fixed[last] = fixed }
        }
        return prepared
    }
}
