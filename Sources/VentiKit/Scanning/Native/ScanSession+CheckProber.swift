//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanSession: CheckProber {
    var host: String { client.target.host }
    var redactor: Redactor { withState { $0.redactor } }
    var softErrors: SoftErrorModel { withState { $0.softErrors } }

    func reached(_ operationID: String, as identity: String?) -> ReachedRequest? {
        withState { $0.reached[operationID]?[identity ?? ""] }
    }

    func variants(_ operationID: String) -> [(point: InsertionPoint, reached: ReachedRequest)] {
        withState { $0.variants[operationID] ?? [] }
    }

    func send(
        _ request: ProbeRequest,
        for operation: APIOperation?,
        as identity: String?,
        tokenMutation: TokenMutation?,
        purpose: HTTPExchange.Purpose,
        waitsWhenLimited: Bool
    ) async throws -> HTTPExchange {
        try await send(
            request,
            for: operation,
            as: identity,
            tokenMutation: tokenMutation,
            purpose: purpose,
            options: ProbeOptions(
                usesFreshConnection: purpose == .replay,
                retriesWhenLimited: waitsWhenLimited
            )
        )
    }

    func sendTogether(
        _ request: ProbeRequest,
        count: Int,
        for operation: APIOperation?,
        as identity: String?,
        tokenMutation: TokenMutation?,
        purpose: HTTPExchange.Purpose
    ) async throws -> [HTTPExchange] {
        try await sendTogether(
            request,
            count: count,
            for: operation,
            as: identity,
            mutation: tokenMutation,
            purpose: purpose
        )
    }

    func login(of identity: String) -> LoginCredentials? {
        guard case .login(let recipe) = session(named: identity)?.identity.credential, recipe.request == nil else {
            return nil
        }
        return LoginCredentials(username: recipe.username, password: recipe.password)
    }

    func placement(of identity: String) async -> LoginRecipe.TokenUse {
        await session(named: identity)?.placement ?? .documented(in: description)
    }

    func hide(_ secret: Secret, as placeholder: String) {
        withState { $0.redactor.add(secret, placeholder: placeholder) }
    }

    func baseline(for reached: ReachedRequest) async throws -> StableBaseline {
        let clean = reached.request.render()
        let key = "\(clean.method) \(clean.target) as \(reached.identity ?? "") \(Base64.encode(clean.body))"
        if let known = withState({ $0.baselines[key] }) { return known }
        var samples: [ProbeResponse] = []
        for _ in 0..<StableBaseline.sampleCount {
            let exchange = try await send(
                clean,
                for: reached.request.operation,
                as: reached.identity,
                tokenMutation: nil,
                purpose: .control,
                waitsWhenLimited: true
            )
            guard exchange.verdict == .answered else { throw CheckSkipped("the target limited or blocked the scan") }
            samples.append(exchange.response)
        }
        let baseline = StableBaseline(first: samples[0], others: Array(samples.dropFirst()))
        withState { $0.baselines[key] = baseline }
        return baseline
    }

    func withExclusiveAccess<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await client.withExclusiveAccess(body)
    }

    func isKnown(_ checks: [CheckID], at location: FindingLocation) -> Bool {
        withState { state in
            state.findings.entries.values.contains {
                checks.contains($0.finding.checkID) && $0.finding.location == location
            }
        }
    }

    func token(of identity: String) async -> Secret? { await session(named: identity)?.currentToken }

    func guessedSecret(of identity: String) async -> String? {
        if let known = withState({ $0.guessedSecrets[identity] }) { return known }
        guard let token = await token(of: identity)?.withExposedValue({ JSONWebToken($0) }) else { return nil }
        let secret = SecretGuesses(for: description, host: host).secret(of: token)
        withState { $0.guessedSecrets[identity] = .some(secret) }
        return secret
    }

    func knownAccountNames(for property: String) async -> [String] {
        var names: [String] = []
        for session in sessions {
            if case .login(let recipe) = session.identity.credential { names.append(recipe.username) }
            if case .basic(let username, _) = session.identity.credential { names.append(username) }
            let token = await session.currentToken?.withExposedValue { JSONWebToken($0) }
            names += token?.subjects ?? []
        }
        names += withState { state in
            state.pools.sorted { $0.key < $1.key }.flatMap { $0.value.values(ofProperty: property) }
        }
        .compactMap(\.scalarText).prefix(4)
        var seen: Set<String> = []
        return names.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

extension Redactor {
    /// Makes the redactor know what an identity shows.
    mutating func add(_ identity: Identity) {
        switch identity.credential {
        case .bearer(let token): add(token, placeholder: "\(identity.name).token")
        case .basic(let username, let password):
            add(password, placeholder: "\(identity.name).password")
            let pair = password.withExposedValue { Secret(Base64.encode("\(username):\($0)".utf8)) }
            add(pair, placeholder: "\(identity.name).token")
        case .apiKey(_, _, let value): add(value, placeholder: "\(identity.name).token")
        case .cookie(_, let value): add(value, placeholder: "\(identity.name).token")
        case .login(let recipe): add(recipe.password, placeholder: "\(identity.name).password")
        }
    }

    /// A finding with every text of it redacted.
    func redact(_ finding: Finding) -> Finding {
        var finding = finding
        finding.summary = redact(finding.summary)
        guard var proof = finding.proof else { return finding }
        proof.steps = proof.steps.map { step in
            var step = step
            step.request.target = redact(step.request.target)
            step.request.body = step.request.body.map(redact)
            step.request.headers = step.request.headers.map {
                RecordedHeader(name: $0.name, value: redactRequestHeader(name: $0.name, value: $0.value))
            }
            if var response = step.response {
                response.bodyExcerpt = redactBody(response.bodyExcerpt)
                response.headers = response.headers.map {
                    RecordedHeader(name: $0.name, value: redactHeader(name: $0.name, value: $0.value))
                }
                step.response = response
            }
            return step
        }
        finding.proof = proof
        return finding
    }
}
