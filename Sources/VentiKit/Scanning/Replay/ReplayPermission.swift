//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Whether a policy lets a proof be carried out.
struct ReplayPermission: Sendable {
    let description: APIDescription
    let policy: ScanPolicy
    /// The profile of the scan that made the proof, which needs no more.
    let scannedProfile: ScanPolicy.Profile?

    /// Why the proof may not be carried out, and what to do about it; `nil` where it may.
    func refusal(of proof: Proof) -> ReplayOutcome? {
        let needed = proof.steps.map { (step: $0, effect: effect(of: $0)) }.max { $0.effect < $1.effect }
        guard let needed else { return nil }
        let profile = min(needed.effect.profile, scannedProfile ?? .dangerous)
        guard profile > policy.profile else { return nil }
        let does =
            switch needed.effect {
            case .destructive: "deletes or ends something"
            case .mutating: "changes something"
            case .login: "logs in"
            case .readOnly: "reads"
            }
        let request = needed.step.request
        let path = request.target.prefix { $0 != "?" }
        return .cannotTell(
            reason: "the proof's step \(needed.step.label) (\(request.method) \(path)) \(does); that needs the profile "
                + profile.rawValue,
            mend: .profile(profile)
        )
    }

    /// What sending a step does: as its operation's, or where none is known, as its method and path say.
    private func effect(of step: ProofStep) -> OperationEffect {
        let request = step.request
        if let known = RequestPath.operation(in: description, method: request.method, target: request.target) {
            return OperationEffect(of: known, schemas: description.schemas)
        }
        let path = String(request.target.prefix { $0 != "?" && $0 != "#" })
        let effect = OperationEffect(of: APIOperation(method: request.method, path: path))
        let words = path.split(separator: "/").last.map { Words.split(String($0)) } ?? []
        let isLogin = !Self.logins.isDisjoint(with: words)
        return effect == .mutating && request.method == "POST" && isLogin ? .login : effect
    }

    private static let logins: Set<String> = [
        "login", "signin", "session", "sessions", "token", "tokens", "authenticate", "auth",
    ]
}
