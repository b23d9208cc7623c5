//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The findings of two reports, sorted by which report has them.
struct FindingComparison {
    private(set) var appeared: [ReportComparison.Item] = []
    private(set) var fixed: [ReportComparison.Item] = []
    private(set) var notSeen: [ReportComparison.Item] = []
    private(set) var unchanged: [ReportComparison.Item] = []
    private(set) var changed: [ReportComparison.Change] = []

    init(from old: ScanReport, to new: ScanReport) {
        let before = Dictionary(old.findings.map { ($0.fingerprint, $0) }) { first, _ in first }
        let searchBefore = SearchRecord(of: old)
        var seen: Set<Fingerprint> = []
        for finding in new.findings.inReportOrder() {
            let fingerprint = finding.fingerprint
            guard seen.insert(fingerprint).inserted else { continue }
            var isAccepted = false
            if case .accepted = new.status(of: fingerprint) { isAccepted = true }
            var item = ReportComparison.Item(finding, fingerprint: fingerprint, isAccepted: isAccepted)
            guard let known = before[fingerprint] else {
                item.reason = Self.reason(searchBefore, finding, foundIn: new, absentFrom: old)
                appeared.append(item)
                continue
            }
            if known.severity == finding.severity && known.confidence == finding.confidence {
                unchanged.append(item)
            } else {
                changed.append(
                    .init(finding: item, severityBefore: known.severity, confidenceBefore: known.confidence)
                )
            }
        }
        let search = SearchRecord(of: new)
        var gone: Set<Fingerprint> = []
        for finding in old.findings.inReportOrder() {
            let fingerprint = finding.fingerprint
            guard !seen.contains(fingerprint), gone.insert(fingerprint).inserted else { continue }
            let reason = Self.reason(search, finding, foundIn: old, absentFrom: new)
            let item = ReportComparison.Item(finding, fingerprint: fingerprint, reason: reason)
            if reason == nil { fixed.append(item) } else { notSeen.append(item) }
        }
    }

    /// Why it proves nothing that the other report does not have a finding; `nil` where its scan looked for it.
    private static func reason(
        _ search: SearchRecord,
        _ finding: Finding,
        foundIn report: ScanReport,
        absentFrom other: ScanReport
    ) -> String? {
        let operation = finding.location.operationName
        if let reason = search.reasonNotSeen(check: finding.checkID, operation: operation, profile: report.profile) {
            return reason
        }
        // Accounts that a scan registered have other names in another scan.
        let mayBeNamed = Set(report.identities.map(\.name))
        let works = Set(other.identities.filter(\.works).map(\.name))
        let needed = Set((finding.proof?.steps ?? []).compactMap(\.identity)).intersection(mayBeNamed)
        guard let missing = needed.subtracting(works).min() else { return nil }
        return "\(missing) took no part in the scan"
    }
}
