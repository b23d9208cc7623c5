//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds JSON Web Tokens that live too long, or say what everyone who sees one can read.
struct TokenHygieneCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.jwt.hygiene",
        title: "JSON Web Tokens say too much or never expire",
        severity: .low,
        category: .brokenAuthentication,
        weaknesses: [.cwe(613), .cwe(522)],
        remediation: """
            Give access tokens minutes or hours, and a refresh token for longer; put nothing into them but identifiers: \
            their content is encoded, not encrypted.
            """,
        explanation: """
            Reads the token that an identity uses, and makes sure that the API takes it. Tokens without `exp`, with more \
            than 30 days between `iat` and `exp`, and with passwords, keys or personal data in their claims count. \
            Names and e-mail addresses do not, nor do tokens that say they are refresh tokens.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var observations: [TokenObservation] = []
        let trial = try await ForgeryTrial(at: operation, in: context, isSampled: true) { token in
            guard !token.isRefreshToken else { throw CheckSkipped("the token says that it is a refresh token") }
            observations = TokenObservation.all(in: token)
        }
        return observations.compactMap { observation in
            guard let proof = trial.proofOfUse(showing: observation) else { return nil }
            return metadata.finding(
                at: .host,
                summary: observation.summary(of: trial.identity),
                evidenceClass: observation.evidenceClass,
                proof: proof,
                affectedOperations: [operation.id]
            )
        }
    }
}
