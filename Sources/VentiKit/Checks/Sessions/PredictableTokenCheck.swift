//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds session tokens that are counted up.
struct PredictableTokenCheck: ActiveCheck, ExclusiveCheck {
    let metadata = CheckMetadata(
        id: "venti.auth.predictable-token",
        title: "Session tokens follow one another",
        severity: .critical,
        category: .brokenAuthentication,
        weaknesses: [.cwe(340), .cwe(330)],
        remediation: "Make session tokens of at least 128 bits from a cryptographic random source.",
        explanation: """
            Logs one account in five times. The flaw counts only if every token is a number, and each is greater than the \
            one before by little: whoever has a token then knows those of others. Tokens that are short or partly random \
            without being counted up are not judged, nor are those in cookies.
            """,
        profile: .active
    )

    let isBurst = false
    private static let logins = 5
    /// The most by which the next token may be greater.
    private static let farthest = 1_000.0

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard context.accountOperations.login?.operation.id == operation.id else {
            throw CheckSkipped("not recognised as a login")
        }
        var trial = context.trial()
        let session = try await trial.openSession("user")
        guard let login = session.login, case .body(let pointer) = session.source else {
            throw CheckSkipped("the token is in no body")
        }
        guard trial.value(session.tokenName)?.scalarText.flatMap(Double.init) != nil else { return [] }
        var tokens: [Double] = []
        for number in 1...Self.logins {
            let capture = ProofCapture("token\(number)", from: session.source, isSecret: true)
            try await trial.send("login \(number)", login, as: nil, captures: [capture])
            guard let text = trial.value(capture.name)?.scalarText, text.count <= 15, let token = Double(text) else {
                return []
            }
            tokens.append(token)
        }
        let steps = zip(tokens, tokens.dropFirst()).map { $1 - $0 }
        guard steps.allSatisfy({ $0 >= 1 && $0 <= Self.farthest }) else { return [] }
        let assertions = (1..<Self.logins).flatMap { number -> [ProofAssertion] in
            let (earlier, later) = ("login \(number)", "login \(number + 1)")
            return [
                .memberGrew(step: later, pointer: pointer, since: earlier, by: 1),
                // Seen from the later one, the earlier is less by no more than this.
                .memberGrew(step: earlier, pointer: pointer, since: later, by: -Self.farthest),
            ]
        }
        guard let proof = trial.proof(assertions) else { return [] }
        return [
            metadata.finding(
                at: operation.location(),
                summary: "The tokens of \(Self.logins) logins are numbers that are counted up.",
                evidenceClass: "sequence",
                proof: proof
            )
        ]
    }
}
