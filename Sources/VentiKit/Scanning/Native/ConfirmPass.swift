//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The last pass: replays every proof and says how sure each finding is.
struct ConfirmPass: Sendable {
    let session: ScanSession
    let progress: ScanProgressReporter
    /// The findings of which the document is the proof.
    let ofDocument: Set<Fingerprint>

    /// The proof as it is read back from a report.
    private func saved(_ proof: Proof) throws -> Proof {
        try JSONDecoder().decode(Proof.self, from: JSONEncoder().encode(proof))
    }

    /// Replays the proofs of the findings, worst first, and gives each its confidence.
    func run(_ findings: [Finding], onResult: (Finding) async -> Void) async throws {
        await progress.begin(.confirm, units: findings.count, detail: "\(findings.count) findings")
        let operations = Dictionary(
            session.description.operations.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for finding in findings {
            let name = finding.affectedOperations.first ?? finding.location.operationName
            await onResult(try await judged(finding, at: operations[name]))
            await progress.advance(session, activity: "\(finding.location.operationName) \(finding.checkID.shortName)")
        }
    }

    /// A finding whose proof holds again is confirmed, or firm where its check calls it tentative; one whose proof fails
    /// becomes tentative; one that could not be replayed, or has no proof, is firm at most. Of what a check of the document
    /// says the document is the proof, and it does not change.
    private func judged(_ finding: Finding, at operation: APIOperation?) async throws -> Finding {
        var finding = finding
        guard let proof = finding.proof else {
            let isOfDocument = ofDocument.contains(finding.fingerprint)
            finding.confidence = isOfDocument ? .confirmed : min(finding.confidence, .firm)
            return finding
        }
        let held: Confidence = finding.confidence == .tentative ? .firm : .confirmed
        let replayer = ProofReplayer(session: session)
        let grounded = ProofGrounding(session: session).grounded(proof)
        if grounded != proof, case .held = try await replayer.replay(saved(grounded), at: operation) {
            // One that looks its ids up says the same, and says it on another day too.
            finding.proof = await session.withCredentialPlaceholders(in: grounded)
            finding.confidence = held
            return finding
        }
        switch try await replayer.replay(saved(proof), at: operation) {
        case .held: finding.confidence = held
        case .failed: finding.confidence = .tentative
        case .undecided: finding.confidence = min(finding.confidence, .firm)
        }
        return finding
    }
}
