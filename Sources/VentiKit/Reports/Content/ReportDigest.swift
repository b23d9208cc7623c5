//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report's findings in numbers. It grows with the checks and operations, not with the findings.
struct ReportDigest: Sendable {
    let head: ScanReport
    private(set) var count = 0
    private(set) var bySeverity: [Severity: Int] = [:]
    /// The findings that are proven and that nobody has accepted.
    private(set) var provenBySeverity: [Severity: Int] = [:]
    /// The proven findings that the baseline does not have.
    private(set) var newBySeverity: [Severity: Int] = [:]
    /// The findings whose requests were sent again and held again.
    private(set) var replayedCount = 0
    private(set) var checks: [CheckID: CheckDigest] = [:]
    /// The worst findings of each family of checks at each operation.
    private(set) var cells: [Cell: Worst] = [:]
    private(set) var newCount = 0
    private(set) var knownCount = 0
    private(set) var acceptedCount = 0

    /// A family of checks at an operation.
    struct Cell: Hashable, Sendable {
        var operation: String
        var family: String
    }

    /// How many findings there are, and how bad the worst is.
    struct Worst: Sendable {
        var severity: Severity
        var count: Int
    }

    init(_ head: ScanReport) { self.head = head }

    /// Takes a finding in.
    ///
    /// - Returns: What is known of it.
    @discardableResult
    mutating func add(_ finding: Finding) -> FindingTriage.Status? {
        let status = head.triage == nil ? nil : head.status(of: finding)
        let isAccepted = status?.isAccepted == true
        count += 1
        bySeverity[finding.severity, default: 0] += 1
        if finding.confidence == .confirmed && finding.proof != nil { replayedCount += 1 }
        if finding.confidence > .tentative {
            if status.counts(newOnly: false) { provenBySeverity[finding.severity, default: 0] += 1 }
            if status.counts(newOnly: true) { newBySeverity[finding.severity, default: 0] += 1 }
        }
        checks.add(finding, isAccepted: isAccepted)
        switch status {
        case .new: newCount += 1
        case .known: knownCount += 1
        case .accepted: acceptedCount += 1
        case nil: break
        }
        let cell = Cell(operation: finding.location.operationName, family: finding.checkID.family)
        let worst = cells[cell] ?? Worst(severity: finding.severity, count: 0)
        cells[cell] = Worst(severity: max(worst.severity, finding.severity), count: worst.count + 1)
        return status
    }

    /// Whether anything is known of the findings beyond what they are.
    var hasStatus: Bool { newCount + knownCount + acceptedCount > 0 }

    /// The proven findings as bad as a threshold or worse that nobody has accepted.
    ///
    /// - Parameters:
    ///   - threshold: The least severity.
    ///   - newOnly: Whether only those count that the baseline does not have.
    func proven(atLeast threshold: Severity, newOnly: Bool) -> Int {
        (newOnly ? newBySeverity : provenBySeverity).reduce(0) { $0 + ($1.key >= threshold ? $1.value : 0) }
    }

    /// `1 critical, 2 high`, without what there is none of; `no finding`.
    var countWords: String {
        let words = Severity.allCases.reversed().compactMap { severity in
            bySeverity[severity].map { "\($0.grouped) \(severity.rawValue)" }
        }
        return words.isEmpty ? "no finding" : words.joined(separator: ", ")
    }
}

extension CheckID {
    /// The family of the check: `sqli` of `venti.sqli.error`, the name space of a host's own check.
    var family: String { String(shortName.prefix { $0 != "." }) }
}
