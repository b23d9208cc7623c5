//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds accounts with names and passwords that everybody tries first.
///
/// Only where the policy asks for it: by the profile `dangerous`, or by the check's name.
struct DefaultCredentialsCheck: ActiveCheck, ExclusiveCheck {
    let metadata = CheckMetadata(
        id: "venti.auth.default-credentials",
        title: "An account has a default password",
        severity: .critical,
        category: .brokenAuthentication,
        weaknesses: [.cwe(1392)],
        remediation: "Ship no account with a known password; have one chosen, or made at random, at the first start.",
        explanation: """
            Tries a short list of names and passwords that products are delivered with, five for a name at most. Runs with \
            the profile `dangerous`, or where the check is asked for by its name, because it may log in as somebody and may \
            lock an account. The flaw counts only if the login gives a session that it does not give to a name that no \
            account has.
            """,
        profile: .active
    )

    let isBurst = true

    static let list: [(name: String, passwords: [String])] = [
        ("admin", ["admin", "password", "admin123", "changeme", "123456"]),
        ("administrator", ["administrator", "password", "admin"]),
        ("root", ["root", "toor", "password"]),
        ("test", ["test", "password", "test123"]),
        ("user", ["user", "password"]),
        ("guest", ["guest", "password"]),
    ]

    /// Whether a policy asks for it.
    func isWanted(by policy: ScanPolicy) -> Bool {
        let names = policy.checks.map { $0.lowercased() }
        return policy.profile >= .dangerous || names.contains(metadata.id.rawValue)
            || names.contains(metadata.id.shortName)
    }

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard isWanted(by: context.policy) else {
            throw CheckSkipped("it is asked for by its name, or by the profile dangerous")
        }
        let attempt = try LoginAttempt(operation, in: context)
        var random = context.random(operation.id)
        let nobody = attempt.unknownUsername(like: nil, random: &random)
        var trial = context.trial()
        let refused = try await trial.send("nobody", attempt.request(username: nobody, password: "password"), as: nil)
        guard LoginAnswer.source(in: refused) == nil else { throw CheckSkipped("the login lets everybody in") }
        for (name, passwords) in Self.list {
            let username = attempt.usernameIsEmail ? "\(name)@example.com" : name
            for password in passwords.prefix(5) {
                var guess = trial
                let request = attempt.request(username: username, password: password)
                let answer = try await guess.send("default", request, as: nil)
                guard answer.isSuccess, LoginAnswer.source(in: answer) != nil else { continue }
                let proof = guess.proof([
                    .status(step: "default", isIn: [answer.status]),
                    .different(step: "default", other: "nobody", ignoring: ProtectedOperation.shape),
                ])
                guard let proof else { continue }
                return [
                    metadata.finding(
                        at: operation.location(),
                        summary: "The account \(username) has a password of the list that everybody tries first.",
                        evidenceClass: name,
                        proof: proof
                    )
                ]
            }
        }
        return []
    }
}
