//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds registrations that ask for a proof of being human and do not look at it.
public struct IgnoredCaptchaCheck: ActiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.flow.captcha-optional",
        title: "A captcha is asked for and not looked at",
        severity: .medium,
        category: .unrestrictedAccessToSensitiveBusinessFlows,
        weaknesses: [.cwe(804)],
        remediation: "Have the captcha's answer verified on the server, once for each answer, before anything is done.",
        explanation: """
            Where a registration takes a captcha's answer, registers accounts with a random text in its place and without \
            it. The flaw counts only if the account is there, that is, if it logs in afterwards, while a registration \
            without a password is refused. Builds for tests often have their captcha switched off.
            """,
        profile: .active
    )

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard
            let registration = context.accountOperations.registrations.first(where: { $0.operation.id == operation.id }
            ),
            let field = Self.captcha(of: operation, context.description.schemas)
        else { throw CheckSkipped("no captcha is asked for") }
        guard let model = try await context.registeredAccount(), model.recipe.registration == registration else {
            throw CheckSkipped("no account could be registered without a captcha's right answer")
        }
        for isAbsent in [true, false] {
            var trial = context.trial()
            let answer = trial.make(FreshValue("answer"))
            let change: (OperationRequest) -> OperationRequest = { request in
                isAbsent ? request.removing(field.point) : request.setting(field.point, to: .string(answer))
            }
            let account: ProofAccount
            do {
                account = try await trial.register("actor", change: change)
            } catch is CheckSkipped {
                continue
            }
            guard let login = account.recipe.logIn("actor") else { throw CheckSkipped("the API has no login") }
            let entered = try await trial.send("actor logs in", login, as: nil)
            guard context.isSuccess(entered) else { continue }
            let passwords = registration.places.filter { $0.field == .password }
            let refused = passwords.reduce(change(account.recipe.register("other"))) { $0.removing($1.point) }
            for fresh in account.recipe.freshValues(of: "other") { trial.make(fresh) }
            try await trial.send("without a password", refused, as: nil)
            let proof = trial.proof(
                [
                    .status(step: "actor logs in", isIn: [entered.status]),
                    .different(step: "without a password", other: "register actor", ignoring: ProtectedOperation.shape),
                ],
                controls: ["without a password"],
                attacks: ["register actor", "log in actor"]
            )
            guard let proof else { continue }
            return [
                metadata.finding(
                    at: operation.location(at: field.point),
                    summary: isAbsent
                        ? "An account is registered without \(field.name)."
                        : "An account is registered with any text for \(field.name).",
                    evidenceClass: "account",
                    proof: proof
                )
            ]
        }
        return []
    }

    /// The member of a body that takes a captcha's answer.
    static func captcha(of operation: APIOperation, _ schemas: SchemaLibrary) -> BodyField? {
        BodyField.all(of: operation, schemas).first { field in
            let folded = SensitiveNames.fold(field.name)
            return folded.contains("captcha") || folded.hasPrefix("cfturnstile") || folded == "turnstiletoken"
        }
    }
}
