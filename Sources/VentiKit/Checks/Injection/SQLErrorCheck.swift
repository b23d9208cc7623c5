//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds SQL injection by the database's own error messages.
struct SQLErrorCheck: ActiveCheck {
    let metadata = CheckMetadata(
        id: "venti.sqli.error",
        title: "SQL injection (database error)",
        severity: .high,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(89)],
        remediation: "Pass values to the database as bound parameters, never as part of the statement's text.",
        explanation: """
            Adds one character that ends a text in SQL to a value that works. A database driver's error in the answer \
            counts only if the clean value, the same character written twice or otherwise made harmless, and an \
            ordinary text of the same length all give no such error.
            """,
        profile: .safe
    )

    /// A character that breaks a statement, and ways to write it that do not.
    private struct Breaker {
        let name: String
        let text: String
        let balanced: [String]
    }

    private static let breakers = [
        Breaker(name: "single-quote", text: "'", balanced: ["''", "' '"]),
        Breaker(name: "double-quote", text: "\"", balanced: ["\"\""]),
        Breaker(name: "backslash", text: "\\", balanced: ["\\\\"]),
        Breaker(name: "parenthesis", text: ")", balanced: [""]),
    ]

    func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        var findings: [Finding] = []
        for injectable in try InjectableRequest.all(of: operation, in: context) {
            for breaker in Self.breakers {
                if let finding = try await probe(injectable, with: breaker, in: context) {
                    findings.append(finding)
                    break
                }
            }
        }
        return findings
    }

    private func probe(
        _ injectable: InjectableRequest,
        with breaker: Breaker,
        in context: CheckContext
    ) async throws -> Finding? {
        let identity = injectable.reached.identity
        var trial = context.trial()
        let payload = injectable.value + breaker.text
        try await trial.send("breaker", injectable.request(with: payload), as: identity)
        guard trial.holds(.bodyMatches(step: "breaker", signature: "sql-error")) else { return nil }

        try await trial.send("clean", injectable.reached.request, as: identity)
        var random = context.random("\(injectable.reached.request.operation.id) \(injectable.point)")
        let harmless = injectable.value + NegativeControl.text(like: breaker.text, random: &random)
        try await trial.send("harmless", injectable.request(with: harmless), as: identity)
        var assertions: [ProofAssertion] = [
            .bodyMatches(step: "breaker", signature: "sql-error"),
            .bodyMatchesNot(step: "clean", signature: "sql-error"),
        ]
        // A number takes no letter either: there, only what stays a number is harmless.
        if !injectable.isNumeric { assertions.append(.bodyMatchesNot(step: "harmless", signature: "sql-error")) }
        let numeric = injectable.isNumeric ? ["-0", "+0"] : []
        for (index, balanced) in (breaker.balanced.filter { !$0.isEmpty } + numeric).enumerated() {
            let label = "balanced \(index + 1)"
            try await trial.send(label, injectable.request(with: injectable.value + balanced), as: identity)
            guard trial.holds(.bodyMatchesNot(step: label, signature: "sql-error")) else { continue }
            assertions.append(.bodyMatchesNot(step: label, signature: "sql-error"))
            guard let proof = trial.proof(assertions, controls: ["clean"]) else { return nil }
            let operation = injectable.reached.request.operation
            return metadata.finding(
                at: operation.location(at: injectable.point),
                summary: "A \(breaker.name) added to \(injectable.point) gives a database error; "
                    + "balanced (\(balanced)) it gives none.",
                evidenceClass: "error",
                proof: proof
            )
        }
        return nil
    }
}
