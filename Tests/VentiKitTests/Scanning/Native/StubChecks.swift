//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

/// A check that claims a flaw wherever the answer holds a word.
struct WordCheck: ActiveCheck {
    var id: CheckID = "test.word"
    var word = "flaw"
    /// Requests that are sent after the one that shows the flaw.
    var idleRequests = 0
    var confidence = Confidence.firm

    var metadata: CheckMetadata {
        CheckMetadata(id: id, title: "Word", severity: .high, remediation: "Do not say it.", profile: .safe)
    }

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let reached = context.reachedByAnyone(operation) else { throw CheckSkipped("not reached") }
        var trial = context.trial()
        try await trial.send("word", reached.request, as: reached.identity)
        for _ in 0..<idleRequests { _ = try await context.send(reached.request, as: reached.identity) }
        guard let proof = trial.proof([.bodyContains(step: "word", text: word)]) else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "The word is there.",
                confidence: confidence,
                proof: proof
            )
        ]
    }
}

/// A check that claims a flaw at every operation without a proof, and another one of the document where it reads that.
struct ClaimCheck: ActiveCheck, DocumentCheck {
    var confidence = Confidence.confirmed
    var readsDocument = false

    let metadata = CheckMetadata(
        id: "test.claim",
        title: "Claim",
        severity: .high,
        remediation: "Prove it.",
        profile: .safe
    )

    func audit(_ description: APIDescription) -> [Finding] {
        guard readsDocument else { return [] }
        return description.operations.map { operation in
            var finding = metadata.finding(
                at: operation.location(),
                summary: "It is written.",
                evidenceClass: "document"
            )
            finding.title = "Claim of the document"
            return finding
        }
    }

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        [
            metadata.finding(
                at: operation.location(),
                summary: "It is so.",
                confidence: confidence,
                evidenceClass: "claim"
            )
        ]
    }
}
