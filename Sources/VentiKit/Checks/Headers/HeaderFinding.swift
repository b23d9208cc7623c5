//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HTTPExchange {
    /// Whether the exchange shows how the target ordinarily answers: no attack, no block page.
    var isOrdinary: Bool { verdict == .answered && (purpose == .reach || purpose == .control) }

    /// Whether the request carried a credential, or the document says that it must. What the document calls public is
    /// not protected, though an identity asked for it.
    var isProtected: Bool {
        if let operation, operation.declaresSecurity, operation.security.isEmpty { return false }
        return identity != nil || operation?.requiresCredential ?? false
    }

    /// Whether the response is one that browsers show as a page.
    var isPage: Bool { response.mediaKind == .page }

    /// Whether the response's body is JSON, by its media type or, where the server names none, by its first character.
    var hasJSONBody: Bool {
        switch response.mediaKind {
        case .json: return !response.body.isEmpty
        case .page, .other: return false
        case .unnamed:
            let first = response.body.prefix(64).first { $0 > 0x20 }
            return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        }
    }
}

extension CheckMetadata {
    /// Makes a finding that stands for the whole host and names the operation of the exchange as one that it affects.
    ///
    /// Every exchange with the same flaw gives a finding with the same fingerprint, and the scan makes one of them.
    func hostFinding(
        from exchange: HTTPExchange,
        summary: String,
        severity: Severity? = nil,
        evidenceClass: String = "",
        assertions: [ProofAssertion]
    ) -> Finding {
        finding(
            at: .host,
            summary: summary,
            severity: severity,
            evidenceClass: evidenceClass,
            proof: Proof(
                steps: [ProofStep(label: Self.answerLabel, exchange: exchange)],
                assertions: assertions
            ),
            affectedOperations: exchange.operation.map { [$0.id] } ?? []
        )
    }

    /// The label of the one step that passive checks have.
    static let answerLabel = "answer"
}
