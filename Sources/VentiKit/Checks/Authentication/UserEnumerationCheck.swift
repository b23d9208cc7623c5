//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds logins that tell whether an account exists.
struct UserEnumerationCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.auth.user-enumeration",
        title: "Login tells whether an account exists",
        severity: .medium,
        category: .brokenAuthentication,
        weaknesses: [.cwe(204)],
        remediation: "Give the same status, body and effort for an unknown name and for a wrong password.",
        explanation: """
            Sends wrong passwords for an account that is known to exist and for random names, in turns. The flaw counts \
            only if all answers for the known account agree, all answers for unknown names agree, and the two differ \
            after names and passwords that the answer may echo are taken away.
            """,
        profile: .safe
    )

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let attempt = try LoginAttempt(operation, in: context)
        let known = await context.knownAccountNames(for: attempt.usernameProperty)
            .filter { !attempt.usernameIsEmail || $0.contains("@") }
        guard !known.isEmpty else {
            throw CheckSkipped("no account is known to exist: give an identity that logs in with a user name")
        }
        for name in known.prefix(2) {
            if let finding = try await probe(attempt, knownName: name, operation, in: context) { return [finding] }
        }
        return []
    }

    private func probe(
        _ attempt: LoginAttempt,
        knownName: String,
        _ operation: APIOperation,
        in context: CheckContext
    ) async throws -> Finding? {
        var random = context.random("\(operation.id) \(knownName)")
        var trial = context.trial()
        var echoes = [knownName]
        var assertions: [ProofAssertion] = []
        for round in 1...3 {
            let unknownName = attempt.unknownUsername(like: knownName, random: &random)
            let passwords = (0..<2).map { _ in attempt.wrongPassword(random: &random) }
            echoes += [unknownName] + passwords
            try await trial.send(
                "known \(round)",
                attempt.request(username: knownName, password: passwords[0]),
                as: nil
            )
            try await trial.send(
                "unknown \(round)",
                attempt.request(username: unknownName, password: passwords[1]),
                as: nil
            )
        }
        let baseline = try volatileMask(trial)
        let mask = ResponseMask(volatilePointers: baseline, echoedTexts: echoes)
        for round in 1...3 {
            if round > 1 {
                assertions.append(.equivalent(step: "known \(round)", other: "known 1", ignoring: mask))
                assertions.append(.equivalent(step: "unknown \(round)", other: "unknown 1", ignoring: mask))
            }
            assertions.append(.different(step: "known \(round)", other: "unknown \(round)", ignoring: mask))
        }
        guard let proof = trial.proof(assertions) else { return nil }
        return metadata.finding(
            at: operation.location(),
            summary: "A wrong password for an existing account and for an unknown one are answered differently, "
                + "three times each.",
            evidenceClass: "response",
            proof: proof
        )
    }

    /// What varies among answers for the same name has nothing to do with the name.
    private func volatileMask(_ trial: ProofTrial) throws -> [String] {
        var pointers: Set<String> = []
        for kind in ["known", "unknown"] {
            let responses = (1...3).flatMap { trial.responses(to: "\(kind) \($0)") }
            guard let first = responses.first else { throw CheckSkipped("no answer") }
            pointers.formUnion(StableBaseline(first: first, others: Array(responses.dropFirst())).mask.volatilePointers)
        }
        return pointers.sorted()
    }
}
