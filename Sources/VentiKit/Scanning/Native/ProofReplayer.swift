//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Sends the steps of a saved proof again, each on a fresh connection, and evaluates its assertions (oracle P13).
struct ProofReplayer: Sendable {
    let session: ScanSession

    /// What a replay says.
    enum Outcome: Sendable, Hashable {
        /// Every assertion held again.
        case held
        /// This assertion did not hold.
        case failed(ProofAssertion)
        /// The replay could not be done, so it says nothing.
        case undecided(reason: String)
    }

    /// Replays a proof from its serialized form, so that nothing counts that the saved proof does not hold.
    ///
    /// - Throws: `CancellationError`; ``ProbeError`` with code ``ProbeError/Code/budgetExhausted``.
    func replay(_ proof: Proof, at operation: APIOperation?) async throws -> Outcome {
        guard !proof.assertions.isEmpty else { return .undecided(reason: "the proof has no assertion") }
        let attempt = try await attempt(proof, at: operation)
        if let stop = attempt.stop { return .undecided(reason: stop.reason) }
        return attempt.run.firstFailure(of: proof.assertions).map(Outcome.failed) ?? .held
    }

    /// Carries out the steps of a proof as far as they go, without judging what came.
    ///
    /// - Throws: As ``replay(_:at:)``.
    func attempt(_ proof: Proof, at operation: APIOperation?) async throws -> ProofAttempt {
        let isExclusive = proof.assertions.contains { if case .slower = $0 { true } else { false } }
        if isExclusive {
            return try await session.client.withExclusiveAccess { try await send(proof, at: operation) }
        }
        return try await send(proof, at: operation)
    }

    private func send(_ proof: Proof, at operation: APIOperation?) async throws -> ProofAttempt {
        var attempt = ProofAttempt(proof: proof)
        for fresh in proof.freshValues { attempt.run.make(fresh) }
        for (name, value) in session.replayValues { attempt.run.bind(name, to: .string(value)) }
        for saved in proof.steps {
            var step = saved
            if let identity = step.identity, let session = session.session(named: identity) {
                step = await session.withoutCredentialPlaceholder(step)
            }
            guard let template = request(for: step) else {
                attempt.stop = .init(step: step, reason: "step \(step.label) holds a secret that is not known now")
                return attempt
            }
            do {
                _ = try await attempt.run.carryOut(
                    step,
                    template,
                    for: operation,
                    purpose: .replay,
                    // A race is won or lost; a burst may be what a limit answers.
                    acceptsLimits: step.repetitions > 1 && !step.isParallel,
                    through: session
                )
            } catch let skipped as CheckSkipped {
                attempt.stop = .init(step: step, reason: skipped.reason)
                return attempt
            } catch let error as ProbeError where error.code != .budgetExhausted {
                attempt.stop = .init(step: step, reason: "step \(step.label) got no answer (\(error.code))")
                return attempt
            }
        }
        return attempt
    }

    /// The step's request with its placeholders filled from the identities.
    private func request(for step: ProofStep) -> ProbeRequest? {
        let secrets = session.placeholders
        func fill(_ text: String) -> String {
            secrets.reduce(text) { text, secret in
                text.contains(secret.placeholder)
                    ? secret.value.withExposedValue { text.replacing(secret.placeholder, with: $0) } : text
            }
        }
        var headers = HeaderLines()
        for header in step.request.headers where header.name.lowercased() != "content-length" {
            let value = fill(header.value)
            if value.contains("<redacted>") { return nil }
            headers.append(header.name, value)
        }
        let target = fill(step.request.target)
        var body: [UInt8] = []
        if let text = step.request.body { body = Array(fill(text).utf8) }
        if let encoded = step.request.bodyBase64 { body = Base64.decode(encoded) ?? [] }
        guard !target.contains("<redacted>") else { return nil }
        return ProbeRequest(method: step.request.method, target: target, headers: headers, body: body)
    }
}

extension ScanSession {
    /// The secrets by the placeholders that stand for them in a proof. Tokens are not among them: they are added anew.
    var placeholders: [(placeholder: String, value: Secret)] {
        sessions.compactMap { session in
            let name = session.identity.name
            return switch session.identity.credential {
            case .login(let recipe): ("{{\(name).password}}", recipe.password)
            case .basic(_, let password): ("{{\(name).password}}", password)
            case .bearer(let token): ("{{\(name).token}}", token)
            case .apiKey(_, _, let value): ("{{\(name).token}}", value)
            case .cookie(_, let value): ("{{\(name).token}}", value)
            }
        }
    }
}
