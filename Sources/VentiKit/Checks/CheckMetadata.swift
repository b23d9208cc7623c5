//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a check is: its name, what its findings mean, and what it needs.
public struct CheckMetadata: Sendable, Hashable, Codable {
    /// The name under which the check is selected, and which stands in its findings. Never change it.
    public var id: CheckID
    /// The flaw's name, in sentence case.
    public var title: String
    /// The severity of its findings, unless a finding says otherwise.
    public var severity: Severity
    /// The entry of the OWASP API Security Top 10 that the flaw belongs to.
    public var category: OWASPCategory?
    /// The entries of the Common Weakness Enumeration that the flaw belongs to.
    public var weaknesses: [Weakness]
    /// What to do about a finding.
    public var remediation: String
    /// What the check does and how it makes sure, in a few sentences.
    public var explanation: String
    /// The least profile that runs the check.
    public var profile: ScanPolicy.Profile

    /// What is known of a check. The text of `explanation` is its page in the documentation and `venti explain`.
    public init(
        id: CheckID,
        title: String,
        severity: Severity,
        category: OWASPCategory? = nil,
        weaknesses: [Weakness] = [],
        remediation: String,
        explanation: String = "",
        profile: ScanPolicy.Profile = .passive
    ) {
        self.id = id
        self.title = title
        self.severity = severity
        self.category = category
        self.weaknesses = weaknesses
        self.remediation = remediation
        self.explanation = explanation
        self.profile = profile
    }

    /// Makes a finding of this check.
    public func finding(
        at location: FindingLocation,
        summary: String,
        severity: Severity? = nil,
        confidence: Confidence = .firm,
        evidenceClass: String = "",
        proof: Proof? = nil,
        affectedOperations: [String] = []
    ) -> Finding {
        Finding(
            checkID: id,
            title: title,
            summary: summary,
            severity: severity ?? self.severity,
            confidence: confidence,
            category: category,
            weaknesses: weaknesses,
            location: location,
            evidenceClass: evidenceClass,
            proof: proof,
            remediation: remediation,
            affectedOperations: affectedOperations
        )
    }
}
