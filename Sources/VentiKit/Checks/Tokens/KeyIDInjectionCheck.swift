//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds servers that look up keys by a token's `kid` as if it were a path or a part of a statement.
struct KeyIDInjectionCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.jwt.kid-injection",
        title: "A token chooses its own key by its kid",
        severity: .critical,
        category: .brokenAuthentication,
        weaknesses: [.cwe(22), .cwe(89)],
        remediation: """
            Look the `kid` up in the list of keys that the server has, as a whole and by nothing but equality; never \
            make a path or a statement of it.
            """,
        explanation: """
            Sends the identity's token with a `kid` that leads to the empty device and an empty key, and with one that \
            has a statement select a random word, which is then the key. The flaw counts only where no token, the same \
            `kid` with another key, and the key with the token's own `kid` are all refused; errors do not count.
            """,
        profile: .safe
    )

    /// A `kid`, and the key that it leads to where the server is careless.
    private struct Attempt {
        var name: String
        var keyID: String
        var secret: String
    }

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var trial = try await ForgeryTrial(at: operation, in: context, isSampled: true)
        var random = context.random("key")
        let word = random.word(length: 20)
        for attempt in Self.attempts(word) {
            let forgery = TokenForgery(.secret(attempt.secret), keyID: attempt.keyID, claims: [.issuedLater])
            guard try await trial.accepts(attempt.name, .forged(forgery)) else { continue }
            let controls: [(label: String, mutation: TokenMutation)] = [
                (
                    "the same kid, another key",
                    .forged(TokenForgery(.secret(trial.wrongSecret), keyID: attempt.keyID, claims: [.issuedLater]))
                ),
                (
                    "the same key, its own kid",
                    .forged(TokenForgery(.secret(attempt.secret), claims: [.issuedLater]))
                ),
            ]
            guard let proof = try await trial.proof(accepted: [attempt.name], refused: controls) else { continue }
            return [
                metadata.finding(
                    at: .host,
                    summary:
                        "A token whose kid is \"\(attempt.keyID)\" is accepted as \(trial.identity)'s with the key "
                        + "that its kid chose (\(attempt.name)).",
                    evidenceClass: attempt.secret.isEmpty ? "kid-path" : "kid-sql",
                    proof: proof,
                    affectedOperations: [operation.id]
                )
            ]
        }
        return []
    }

    /// An empty key and one of zero bytes are the same to HMAC, which fills keys up with zeros.
    private static func attempts(_ word: String) -> [Attempt] {
        let ascent = String(repeating: "../", count: 12)
        return [
            Attempt(name: "path to the empty device", keyID: ascent + "dev/null", secret: ""),
            Attempt(name: "absolute path to the empty device", keyID: "/dev/null", secret: ""),
            Attempt(name: "statement, single quote", keyID: "x' UNION SELECT '\(word)'-- ", secret: word),
            Attempt(name: "statement, double quote", keyID: "x\" UNION SELECT '\(word)'-- ", secret: word),
            Attempt(name: "statement, number", keyID: "-1 UNION SELECT '\(word)'-- ", secret: word),
            Attempt(name: "statement, dual", keyID: "x' UNION SELECT '\(word)' FROM dual-- ", secret: word),
        ]
    }
}
