//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a report says about one check's findings together.
struct CheckDigest: Sendable {
    let id: CheckID
    /// What the check is, as far as its first finding says.
    let metadata: CheckMetadata
    private(set) var count = 0
    private(set) var worst: Severity
    private(set) var leastConfidence: Confidence
    private(set) var bySeverity: [Severity: Int] = [:]
    /// The findings that somebody has accepted.
    private(set) var accepted = 0
    /// The risk of the findings that nobody has accepted, as `riskWeight` counts it.
    private(set) var risk = 0

    init(_ finding: Finding) {
        id = finding.checkID
        metadata = CheckMetadata(
            id: finding.checkID,
            title: finding.title,
            severity: finding.severity,
            category: finding.category,
            weaknesses: finding.weaknesses,
            remediation: finding.remediation
        )
        worst = finding.severity
        leastConfidence = finding.confidence
    }

    mutating func add(_ finding: Finding, isAccepted: Bool = false) {
        count += 1
        worst = max(worst, finding.severity)
        leastConfidence = min(leastConfidence, finding.confidence)
        bySeverity[finding.severity, default: 0] += 1
        if isAccepted { accepted += 1 } else { risk += finding.riskWeight }
    }
}

extension Finding {
    /// How much a finding weighs against others when fixes are put in order: much more for each step of severity, and
    /// less where it is not proven. It is a way to sort, not a measure of money or harm.
    var riskWeight: Int {
        let weight =
            switch severity {
            case .critical: 1_000
            case .high: 300
            case .medium: 60
            case .low: 10
            case .info: 1
            }
        return confidence == .tentative ? max(1, weight / 4) : weight
    }
}

extension [CheckID: CheckDigest] {
    mutating func add(_ finding: Finding, isAccepted: Bool = false) {
        self[finding.checkID, default: CheckDigest(finding)].add(finding, isAccepted: isAccepted)
    }

    /// The given checks and those that only findings know, in the order of their ids.
    func metadata(knowing checks: [CheckMetadata]) -> [CheckMetadata] {
        var byID = mapValues(\.metadata)
        for check in checks { byID[check.id] = check }
        return byID.values.sorted { $0.id < $1.id }
    }
}
