//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A security flaw that a scan found, with the proof that it is there.
///
/// A finding is a plain value. Two findings with the same ``fingerprint`` are the same flaw, found twice.
public struct Finding: Sendable, Hashable, Codable, Identifiable {
    /// The check that found the flaw.
    public var checkID: CheckID
    /// The flaw's name, the same for every finding of a check.
    public var title: String
    /// What happened here, in one or two sentences. Holds no credential.
    public var summary: String
    /// How bad the flaw is if it is real.
    public var severity: Severity
    /// How sure it is that the flaw is real.
    public var confidence: Confidence
    /// The OWASP API Security category, or `nil` where none fits.
    public var category: OWASPCategory?
    /// The entries of the Common Weakness Enumeration that the flaw belongs to.
    public var weaknesses: [Weakness]
    /// Where the flaw is.
    public var location: FindingLocation
    /// A word that keeps apart two flaws of one check at one place, such as `boolean-string`. Part of the fingerprint.
    public var evidenceClass: String
    /// The exchanges and assertions that show the flaw; `nil` where the document alone does.
    public var proof: Proof?
    /// What to do about it.
    public var remediation: String
    /// Other operations that the same flaw affects, for findings that stand for a whole host.
    public var affectedOperations: [String]
    /// What VentiKit's own checks say of the flaw, where another scanner reports it and both ran; `nil` otherwise.
    public var corroboration: Corroboration?

    /// A finding. Checks rather call `finding(at:summary:…)` of their ``CheckMetadata``, which fills in what is theirs.
    public init(
        checkID: CheckID,
        title: String,
        summary: String,
        severity: Severity,
        confidence: Confidence = .firm,
        category: OWASPCategory? = nil,
        weaknesses: [Weakness] = [],
        location: FindingLocation,
        evidenceClass: String = "",
        proof: Proof? = nil,
        remediation: String = "",
        affectedOperations: [String] = []
    ) {
        self.checkID = checkID
        self.title = title
        self.summary = summary
        self.severity = severity
        self.confidence = confidence
        self.category = category
        self.weaknesses = weaknesses
        self.location = location
        self.evidenceClass = evidenceClass
        self.proof = proof
        self.remediation = remediation
        self.affectedOperations = affectedOperations
    }

    public var id: Fingerprint { fingerprint }
}
