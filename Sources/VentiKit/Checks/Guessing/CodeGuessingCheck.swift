//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds operations at which a code of a few digits can be guessed.
struct CodeGuessingCheck: ActiveCheck, ExclusiveCheck {
    let metadata = CheckMetadata(
        id: "venti.auth.otp-brute",
        title: "A short code can be guessed on and on",
        severity: .high,
        category: .brokenAuthentication,
        weaknesses: [.cwe(307), .cwe(640)],
        remediation: "Void a code after a few wrong attempts, and let it live for minutes.",
        explanation: """
            Sends the same wrong code fifty times where a PIN or a one-time password of a few digits is asked for, other \
            than at the login. The flaw counts only if the answer says that the code is wrong, if all answers are alike, \
            none is refused as one too many, and none comes later. What cannot be seen from outside is a code that was \
            voided without a word.
            """,
        profile: .active
    )

    let isBurst = true
    private static let attempts = 50

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard operation.method != "GET", context.accountOperations.login?.operation.id != operation.id,
            let field = CodeField(of: operation, context.description.schemas),
            !context.accountOperations.registrations.contains(where: { $0.operation.id == operation.id })
        else { throw CheckSkipped("it asks for no code of a few digits") }
        var random = context.random(operation.id)
        let code = field.guess(&random)
        var reason = CheckSkipped("no identity is told that a code is wrong")
        for identity in operation.requiresCredential ? context.identities.map(Optional.some) : [nil] {
            var trial = context.trial()
            var request = context.request(for: operation, as: identity).setting(field.point, to: code)
            var answer = try await trial.send("wrong code", request, as: identity)
            if !Self.saysWrong(answer, context), let known = context.reached(operation, as: identity) {
                trial = context.trial()
                request = known.request.setting(field.point, to: code)
                answer = try await trial.send("wrong code", request, as: identity)
            }
            guard Self.saysWrong(answer, context) else {
                reason = CheckSkipped("a wrong code was answered \(answer.status), which does not say that it is wrong")
                continue
            }
            try await trial.send(
                "guesses",
                request,
                as: identity,
                repetitions: max(Self.attempts, context.policy.attempts(of: metadata.id)),
                expectsLimit: true
            )
            guard !AttemptBurst.isShaped(trial.responses(to: "guesses")) else { return [] }
            let proof = trial.proof([
                .statusNot(step: "guesses", isIn: AttemptBurst.refusals),
                .equivalent(step: "guesses", other: "wrong code", ignoring: ProtectedOperation.shape),
            ])
            guard let proof else { return [] }
            return [
                metadata.finding(
                    at: operation.location(at: field.point),
                    summary: """
                        \(max(Self.attempts, context.policy.attempts(of: metadata.id))) wrong codes of \(field.digits) digits \
                        \(AttemptBurst.pace(context.policy)): none refused, no delay.
                        """,
                    evidenceClass: "code",
                    proof: proof
                )
            ]
        }
        throw reason
    }

    /// Whether an answer is about the code, and not about anything else of the request.
    static func saysWrong(_ response: ProbeResponse, _ context: CheckContext) -> Bool {
        guard !context.isSuccess(response), response.status < 500, ![404, 405, 415, 429].contains(response.status)
        else {
            return false
        }
        let words = Set(Words.split(String(response.bodyText.prefix(2_000))).map(Words.singular))
        let isAboutCode = !words.isDisjoint(with: ["code", "otp", "pin", "passcode", "totp"])
        let isRefusal = !words.isDisjoint(with: [
            "wrong", "invalid", "incorrect", "mismatch", "match", "expired", "failed", "bad",
        ])
        return isAboutCode && isRefusal
    }
}
