//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The first pass: gets every operation to its best status for nobody and for each identity, with ordinary values.
///
/// Requests go one after another, so that what one answer shows can fill the next request, the same way every time.
struct ReachPass: Sendable {
    let session: ScanSession
    let generator: ValueGenerator
    let progress: ScanProgressReporter
    private let passwordChanges: Set<String>
    /// How many different requests an operation gets for each identity until one is answered 2xx.
    static let attempts = 3

    /// The most requests that the pass sends: for each operation its attempts as nobody and as every identity, and its
    /// variants; and a few for what cannot exist.
    static func maximumRequests(
        _ operations: [APIOperation],
        identities: Int,
        _ profile: ScanPolicy.Profile
    ) -> Int {
        let people = 1 + identities
        guard profile > .passive else { return operations.count * people }
        let rounds = profile >= .active ? people + identities : people
        return operations.count * (rounds * attempts + ValueGenerator.maximumVariants) + 2 * maximumFailures
    }

    /// How many things that cannot exist are asked for, before and after.
    static let maximumFailures = 3

    init(session: ScanSession, progress: ScanProgressReporter) {
        self.session = session
        self.progress = progress
        passwordChanges = Set(session.accountOperations.passwordChanges.map(\.operation.id))
        generator = ValueGenerator(
            description: session.description,
            userValues: session.policy.values,
            seed: session.policy.seed,
            rules: session.policy.operationRules
        )
    }

    func run(_ operations: [APIOperation]) async throws {
        let ordered = operations.enumerated().map { (key: key($1, $0), operation: $1) }.sorted { $0.key < $1.key }
            .map(\.operation)
        await progress.begin(.reach, units: ordered.count, detail: "\(ordered.count) operations")
        try await learnSureFailures(from: ordered)
        var hasCanary = false
        for operation in ordered {
            let isDestructive = session.effect(of: operation) == .destructive
            if isDestructive, !hasCanary {
                // What was made meanwhile is what the reads need.
                try await reachAgain(ordered)
                session.chooseCanary(among: operations)
                hasCanary = true
            }
            try await reachByAll(operation)
            if isDestructive { try await session.lookAtCanary(isDue: true) }
            if !session.withState({ $0.quarantined.contains(operation.id) }) {
                try await reachVariants(of: operation)
            }
            await progress.advance(session, activity: operation.id)
        }
        if !hasCanary { try await reachAgain(ordered) }
        try await learnFailures(from: ordered)
    }

    private func reachByAll(_ operation: APIOperation) async throws {
        for identity in [nil] + session.identityNames.map(Optional.some) {
            if session.effect(of: operation) == .login, let identity {
                await noteLogin(of: identity, at: operation)
            } else if identity != nil, passwordChanges.contains(operation.id) {
                // It would lock the identity out; checks call it for accounts that they have made themselves.
                continue
            } else {
                try await reach(operation, as: identity)
            }
        }
    }

    /// Tries the reads once more that an identity has not reached: things may be there now that were not before.
    private func reachAgain(_ operations: [APIOperation]) async throws {
        guard session.policy.profile >= .active else { return }
        for operation in operations where session.effect(of: operation) == .readOnly && operation.path.contains("{") {
            for identity in session.identityNames {
                let isReached = session.reached(operation.id, as: identity).map { isSuccess($0.response) } ?? false
                if !isReached { try await reach(operation, as: identity) }
            }
        }
    }

    private func isSuccess(_ response: ProbeResponse) -> Bool {
        response.isSuccess && !session.softErrors.isFailure(response)
    }

    /// Harmless operations first, then those that need the fewest values from other answers.
    private func key(_ operation: APIOperation, _ offset: Int) -> (Int, Int, Int) {
        let effect = session.effect(of: operation)
        let rank =
            switch effect {
            case .readOnly: 0
            case .mutating: operation.method == "POST" ? 1 : 2
            case .login: 3
            case .destructive: 4
            }
        return (rank, ValueGenerator.templateNames(in: operation.path).count, offset)
    }

    /// Identities that logged in by this operation have reached it already.
    private func noteLogin(of identity: String, at operation: APIOperation) async {
        guard let login = await session.session(named: identity)?.lastLogin, login.operationID == operation.id else {
            return
        }
        let attempt = OperationCoverage.Attempt(
            identity: identity,
            requests: 1,
            bestStatus: login.status,
            outcome: .answered
        )
        session.withState {
            $0.coverage[operation.id, default: OperationCoverage(operation: operation.id)].attempts.append(attempt)
        }
    }

    private func reach(_ operation: APIOperation, as identity: String?) async throws {
        var outcome = OperationCoverage.Attempt(
            identity: identity ?? "anonymous",
            requests: 0,
            bestStatus: nil,
            outcome: .unknown
        )
        var tried: Set<OperationRequest> = []
        let attempts = session.policy.profile == .passive ? 1 : Self.attempts
        let update = identity == nil ? nil : AccountUpdate(operation, schemas: session.description.schemas)
        for attempt in 0..<attempts {
            var request = generator.request(for: operation, attempt: attempt, pool: session.pool(for: identity))
            if let update {
                let known = session.ownValues(of: identity)
                guard let harmless = update.harmless(request, known: { known[$0] }) else { break }
                request = harmless
            }
            guard tried.insert(request).inserted else { continue }
            do {
                let exchange = try await session.send(
                    request.render(),
                    for: operation,
                    as: identity,
                    purpose: .reach,
                    options: ProbeOptions()
                )
                outcome.requests += 1
                note(exchange.response, to: request, as: identity)
                if Self.rank(exchange.response.status) < Self.rank(outcome.bestStatus) {
                    outcome.bestStatus = exchange.response.status
                    outcome.outcome = AttemptOutcome(
                        exchange,
                        with: session.client.target,
                        scope: session.client.options.scope
                    )
                }
                // 401 says that no value will help.
                if isSuccess(exchange.response) || exchange.response.status == 401 { break }
            } catch let error as ProbeError {
                if error.code == .budgetExhausted { throw error }
                outcome.requests += 1
                if outcome.bestStatus == nil { outcome.outcome = AttemptOutcome(error) }
                break
            }
        }
        note(outcome, at: operation)
    }

    /// Keeps what an identity got, together with what it got before.
    private func note(_ outcome: OperationCoverage.Attempt, at operation: APIOperation) {
        session.withState { state in
            var coverage = state.coverage[operation.id] ?? OperationCoverage(operation: operation.id)
            if let index = coverage.attempts.firstIndex(where: { $0.identity == outcome.identity }) {
                var known = coverage.attempts[index]
                known.requests += outcome.requests
                if Self.rank(outcome.bestStatus) < Self.rank(known.bestStatus) {
                    known.bestStatus = outcome.bestStatus
                    known.outcome = outcome.outcome
                }
                coverage.attempts[index] = known
            } else {
                coverage.attempts.append(outcome)
            }
            state.coverage[operation.id] = coverage
        }
    }

    /// Adds the parameters that the best request leaves out, one at a time, so that attacks can use them.
    private func reachVariants(of operation: APIOperation) async throws {
        guard session.policy.profile > .passive else { return }
        let identities = session.identityNames.map(Optional.some) + [nil]
        let best = identities.compactMap { session.reached(operation.id, as: $0) }.first { $0.response.isSuccess }
        guard let best else { return }
        for (point, request) in generator.variants(of: best.request, pool: session.pool(for: best.identity)) {
            do {
                let exchange = try await session.send(
                    request.render(),
                    for: operation,
                    as: best.identity,
                    purpose: .reach,
                    options: ProbeOptions()
                )
                guard exchange.response.isSuccess else { continue }
                let reached = ReachedRequest(request: request, identity: best.identity, response: exchange.response)
                session.withState { $0.variants[operation.id, default: []].append((point, reached)) }
            } catch let error as ProbeError where error.code != .budgetExhausted {
                continue
            }
        }
    }

    private func note(_ response: ProbeResponse, to request: OperationRequest, as identity: String?) {
        session.withState { state in
            let operation = request.operation
            let known = state.reached[operation.id]?[identity ?? ""]
            let isFailure = response.isSuccess && state.softErrors.isFailure(response)
            let wasFailure = known.map { $0.response.isSuccess && state.softErrors.isFailure($0.response) } ?? false
            if Self.rank(response.status) < Self.rank(known?.response.status) || wasFailure && !isFailure {
                state.reached[operation.id, default: [:]][identity ?? ""] =
                    ReachedRequest(request: request, identity: identity, response: response)
            }
            guard response.isSuccess, !isFailure || !operation.path.contains("{") && operation.method == "GET" else {
                return
            }
            // Nobody's 2xx where the document requires a credential may be a failure in disguise.
            if identity != nil || !operation.requiresCredential { state.softErrors.learnSuccess(response) }
            if let json = JSONValue(parsingJSON: response.body) {
                state.pools[identity ?? "", default: ValuePool()].harvest(json, from: operation)
            }
        }
    }

    /// 2xx before 3xx before 4xx before 5xx; within 4xx, those that speak of values before those that refuse.
    private static func rank(_ status: Int?) -> Int {
        guard let status else { return 100 }
        switch status {
        case 200..<300: return 0
        case 300..<400: return 10
        case 401, 403, 429: return 30
        case 400..<500: return 20
        default: return 40
        }
    }
}
