//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, a finding also holds its `fingerprint` and its `shortID`, for readers that cannot compute them.
///
/// Both are left unread: a finding's identity always follows from its other members. A scanner in another language
/// needs to write `checkID`, `title`, `summary`, `severity` and `location` only.
extension Finding {
    private enum CodingKeys: String, CodingKey {
        case checkID, title, summary, severity, confidence, category, weaknesses, location, evidenceClass, proof
        case remediation, affectedOperations, corroboration, fingerprint, shortID
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            checkID: try container.decode(CheckID.self, forKey: .checkID),
            title: try container.decode(String.self, forKey: .title),
            summary: try container.decode(String.self, forKey: .summary),
            severity: try container.decode(Severity.self, forKey: .severity),
            confidence: try container.decode(.confidence, default: .tentative),
            category: try container.decodeIfPresent(OWASPCategory.self, forKey: .category),
            weaknesses: try container.decode(.weaknesses, default: []),
            location: try container.decode(FindingLocation.self, forKey: .location),
            evidenceClass: try container.decode(.evidenceClass, default: ""),
            proof: try container.decodeIfPresent(Proof.self, forKey: .proof),
            remediation: try container.decode(.remediation, default: ""),
            affectedOperations: try container.decode(.affectedOperations, default: [])
        )
        corroboration = try container.decodeIfPresent(Corroboration.self, forKey: .corroboration)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let fingerprint = fingerprint
        try container.encode(checkID, forKey: .checkID)
        try container.encode(title, forKey: .title)
        try container.encode(summary, forKey: .summary)
        try container.encode(severity, forKey: .severity)
        try container.encode(confidence, forKey: .confidence)
        try container.encodeIfPresent(category, forKey: .category)
        try container.encode(weaknesses, forKey: .weaknesses)
        try container.encode(location, forKey: .location)
        try container.encode(evidenceClass, forKey: .evidenceClass)
        try container.encodeIfPresent(proof, forKey: .proof)
        try container.encode(remediation, forKey: .remediation)
        try container.encode(affectedOperations, forKey: .affectedOperations)
        try container.encodeIfPresent(corroboration, forKey: .corroboration)
        try container.encode(fingerprint, forKey: .fingerprint)
        try container.encode(fingerprint.shortForm, forKey: .shortID)
    }
}
