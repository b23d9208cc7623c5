//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds answers that let any web site read a user's data.
struct CORSReflectedOriginCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.cors.reflect-credentials",
        title: "Any origin may read answers with credentials",
        severity: .high,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(942)],
        remediation:
            "Compare Origin with a list of the origins that may read answers, and send credentials headers to those only.",
        explanation: """
            Sends two different random origins with a request that needs a credential, and a preflight. The flaw counts \
            only if both origins come back in Access-Control-Allow-Origin together with Access-Control-Allow-Credentials.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard
            let identity = context.identities.first(where: {
                context.reached(operation, as: $0)?.response.isSuccess ?? false
            }),
            let reached = context.reached(operation, as: identity)
        else { throw CheckSkipped("no identity got a 2xx answer") }
        let anonymous = context.reached(operation, as: nil)?.response
        guard operation.requiresCredential || anonymous.map({ !$0.isSuccess }) ?? false else {
            throw CheckSkipped("the answer is public")
        }
        var random = context.random(operation.id)
        var trial = context.trial()
        var assertions: [ProofAssertion] = []
        for round in 1...2 {
            let origin = "https://\(random.word(length: 12)).example"
            var request = reached.request
            request.extraHeaders["Origin"] = origin
            let label = "origin \(round)"
            let answer = try await trial.send(label, request, as: identity)
            guard answer.headers["access-control-allow-origin"] == origin,
                answer.headers["access-control-allow-credentials"]?.lowercased() == "true"
            else { return [] }
            assertions += [
                .headerEquals(step: label, name: "access-control-allow-origin", value: origin),
                .headerEquals(step: label, name: "access-control-allow-credentials", value: "true"),
                .status(step: label, isIn: [answer.status]),
            ]
        }
        guard let proof = trial.proof(assertions) else { return [] }
        // A browser adds cookies and Basic by itself, but never a bearer token.
        let schemes = operation.security.flatMap { $0 }.compactMap { context.description.securitySchemes[$0.scheme] }
        let isBearerOnly = !schemes.isEmpty && schemes.allSatisfy { if case .bearer = $0 { true } else { false } }
        return [
            metadata.finding(
                at: .host,
                summary: "Two random origins are allowed to read the answer with credentials.",
                severity: isBearerOnly ? .medium : .high,
                evidenceClass: "reflected",
                proof: proof,
                affectedOperations: [operation.id]
            )
        ]
    }
}
