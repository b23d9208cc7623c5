//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What to replay, against which target, and as whom.
public struct ReplayRequest: Sendable, Hashable {
    /// The findings whose proofs are carried out, in this order.
    public var findings: [Finding]
    /// The base URL of the API, which need not be the one that was scanned.
    public var target: String
    /// The API's document, by which logins are recognised, accounts registered, and things taken away that a proof has
    /// made; `nil` to do without.
    public var document: DocumentSource?
    /// Who to be, by the names that the proofs use. They log in anew.
    public var identities: [Identity]
    /// The names of the accounts that the scan had registered itself. Those that a proof needs and ``identities`` lacks
    /// are registered anew.
    public var registeredIdentities: Set<String>
    /// How far a replay may go, how much it may send and how fast.
    public var policy: ScanPolicy
    /// What may be reached; `nil` for exactly the target's host, port and base path.
    public var scope: ScanScope?
    /// The profile of the scan, which sent nothing that this profile does not allow; `nil` where it is not known.
    public var scannedProfile: ScanPolicy.Profile?

    /// Makes the request to replay findings, wherever they come from.
    ///
    /// - Parameters:
    ///   - findings: The findings.
    ///   - target: The base URL of the API.
    ///   - document: The API's document, where it is at hand.
    ///   - identities: Who to be, by the names that the proofs use.
    ///   - policy: How far to go, how much to send and how fast.
    public init(
        _ findings: [Finding],
        target: String,
        document: DocumentSource? = nil,
        identities: [Identity] = [],
        policy: ScanPolicy = ScanPolicy()
    ) {
        self.findings = findings
        self.target = target
        self.document = document
        self.identities = identities
        self.registeredIdentities = []
        self.policy = policy
    }

    /// Makes the request to replay what a report holds, against the target that was scanned.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - document: The API's document, where it is at hand.
    ///   - identities: Who to be, by the names that the scan used.
    ///   - policy: How far to go, how much to send and how fast.
    public init(
        _ report: ScanReport,
        document: DocumentSource? = nil,
        identities: [Identity] = [],
        policy: ScanPolicy = ScanPolicy()
    ) {
        self.init(
            report.findings,
            target: report.target,
            document: document,
            identities: identities,
            policy: policy
        )
        registeredIdentities = Set(report.identities.filter { $0.registration != nil }.map(\.name))
        scannedProfile = report.profile
    }

    /// The scan that would reach as much as fast.
    func scan(of document: DocumentSource) -> ScanRequest {
        ScanRequest(document: document, target: target, identities: identities, policy: policy, scope: scope)
    }
}
