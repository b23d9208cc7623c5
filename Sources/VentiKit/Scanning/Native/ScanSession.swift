//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// A running scan: everything that its passes share.
///
/// All requests of a scan go through ``send(_:for:as:tokenMutation:purpose:)``, which adds the credential, hands the
/// exchange without it to the passive checks, and keeps what they find.
final class ScanSession: Sendable {
    let description: APIDescription
    /// The description as checks see it.
    let orderedDescription: APIDescription
    let policy: ScanPolicy
    let client: ProbeClient
    let sessions: [IdentitySession]
    let start: ContinuousClock.Instant
    let resources: ResourceModel
    /// The effects of the document's operations, which every request asks for.
    private let effects: [String: OperationEffect]
    let accountOperations: AccountOperations
    let passiveChecks: [any PassiveCheck]
    private let state: Mutex<State>

    struct State: Sendable {
        var redactor = Redactor()
        var findings = FindingCollector()
        var pools: [String: ValuePool] = [:]
        var reached: [String: [String: ReachedRequest]] = [:]
        var variants: [String: [(point: InsertionPoint, reached: ReachedRequest)]] = [:]
        var baselines: [String: StableBaseline] = [:]
        /// The guessed secret of each identity's tokens; the inner `nil` where guessing failed.
        var guessedSecrets: [String: String?] = [:]
        /// The keys that the target publishes for its tokens; the inner `nil` where there are none.
        var publishedKeys: PublishedKeys??
        var softErrors = SoftErrorModel()
        var coverage: [String: OperationCoverage] = [:]
        /// The checks of the whole document and the whole host that ran to their end.
        var checksRun: Set<CheckID> = []
        var diagnostics: [ScanDiagnostic] = []
        /// An account that the scan registered; the inner `nil` where it tried in vain.
        var account: RegisteredAccount??
        /// The accounts that the scan registered, by the names of their identities.
        var accounts: [String: RegisteredAccount] = [:]
        /// How things are made: by item path, then by identity.
        var recipes: [String: [String: ObjectRecipe]] = [:]
        var journal = MutationJournal()
        /// The operations that destroyed the target's state, which are not called again.
        var quarantined: Set<String> = []
        /// What identities could do with things that were somebody's, by the same without an outcome.
        var objectAccess: [ObjectAccess: ObjectAccess] = [:]
        var canary: HealthCanary?
        var canaryRequest: ReachedRequest?
        var lastNumber = 0
        var responses: [String: Int] = [:]
    }

    init(
        description: APIDescription,
        policy: ScanPolicy,
        identities: [Identity],
        accountOperations: AccountOperations,
        client: ProbeClient,
        passiveChecks: [any PassiveCheck]
    ) {
        self.description = description
        orderedDescription = description.inCanonicalOrder
        self.policy = policy
        self.client = client
        self.passiveChecks = passiveChecks
        start = .now
        resources = ResourceModel(description)
        self.accountOperations = accountOperations
        effects = Dictionary(
            description.operations.map { ($0.id, OperationEffect(of: $0, schemas: description.schemas)) },
            uniquingKeysWith: { first, _ in first }
        )
        var initial = State()
        initial.diagnostics = description.diagnostics
        for identity in identities { initial.redactor.add(identity) }
        for name in policy.redactedNames { initial.redactor.add(sensitiveName: name) }
        state = Mutex(initial)
        let tokens = TokenRegister()
        sessions = identities.map { identity in
            IdentitySession(
                identity: identity,
                description: description,
                refresh: accountOperations.refresh,
                seed: policy.seed,
                send: { request, operation in
                    let exchange = try await client.send(request, for: operation, as: identity.name, purpose: .setup)
                    tokens.note(exchange)
                    return exchange
                },
                onToken: { tokens.note($0, of: identity.name) }
            )
        }
        tokens.onLogin { [weak self] exchange in self?.inspectLogin(exchange) }
        tokens.onToken { [weak self] token, name in
            self?.state.withLock { $0.redactor.add(token, placeholder: "\(name).token") }
        }
    }

    func withState<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0) }
    }

    var identityNames: [String] { sessions.map(\.identity.name) }

    /// What calling an operation does to the target.
    func effect(of operation: APIOperation) -> OperationEffect {
        effects[operation.id] ?? OperationEffect(of: operation, schemas: description.schemas)
    }

    func session(named name: String) -> IdentitySession? { sessions.first { $0.identity.name == name } }
}

/// Passes tokens and logins on to the session that does not exist yet when the identities are made.
private final class TokenRegister: Sendable {
    private let receiver = Mutex<(@Sendable (Secret, String) -> Void)?>(nil)
    private let loginReceiver = Mutex<(@Sendable (HTTPExchange) -> Void)?>(nil)

    func onToken(_ receive: @escaping @Sendable (Secret, String) -> Void) { receiver.withLock { $0 = receive } }

    func onLogin(_ receive: @escaping @Sendable (HTTPExchange) -> Void) { loginReceiver.withLock { $0 = receive } }

    func note(_ token: Secret, of name: String) { receiver.withLock { $0 }?(token, name) }

    func note(_ login: HTTPExchange) { loginReceiver.withLock { $0 }?(login) }
}

extension ScanSession {
    /// Sends a request in the name of an identity, and once more after a new login where the credential was refused.
    func send(
        _ request: ProbeRequest,
        for operation: APIOperation?,
        as identity: String?,
        tokenMutation: TokenMutation? = nil,
        purpose: HTTPExchange.Purpose,
        options: ProbeOptions
    ) async throws -> HTTPExchange {
        try refuseIfQuarantined(operation, purpose)
        if let operation, effect(of: operation) > .login { noteMutation(by: operation) }
        guard let identity, let session = session(named: identity) else {
            return inspect(try await client.send(request, for: operation, purpose: purpose, options: options), request)
        }
        var random = SeededRandom(seed: policy.seed, purpose: "\(request.target) \(identity)")
        let authorized = try await session.authorize(request, mutation: tokenMutation, random: &random)
        let exchange = try await client.send(
            authorized,
            for: operation,
            as: identity,
            purpose: purpose,
            options: options
        )
        if exchange.response.status == 401, tokenMutation == nil, try await session.renewAfterRefusal() {
            let renewed = try await session.authorize(request, mutation: nil, random: &random)
            let second = try await client.send(
                renewed,
                for: operation,
                as: identity,
                purpose: purpose,
                options: options
            )
            return inspect(second, request)
        }
        if let operation, exchange.response.isSuccess, AccountOperations.isLogout(operation) { await session.forget() }
        return inspect(exchange, request)
    }

    /// Sends a request in the name of an identity this often at once; nobody logs in again where it is refused.
    func sendTogether(
        _ request: ProbeRequest,
        count: Int,
        for operation: APIOperation?,
        as identity: String?,
        mutation: TokenMutation?,
        purpose: HTTPExchange.Purpose
    ) async throws -> [HTTPExchange] {
        if let operation, effect(of: operation) > .login { noteMutation(by: operation) }
        var authorized = request
        if let identity, let session = session(named: identity) {
            var random = SeededRandom(seed: policy.seed, purpose: "\(request.target) \(identity)")
            authorized = try await session.authorize(request, mutation: mutation, random: &random)
        }
        let sent = try await client.sendTogether(
            authorized,
            count: count,
            for: operation,
            as: identity,
            purpose: purpose
        )
        return sent.map { inspect($0, request) }
    }

    /// Notes, before it is sent, a request that may change the target: one that ruins it may never be answered.
    private func noteMutation(by operation: APIOperation) {
        withState { state in
            let number = state.lastNumber + 1
            state.canary?.noteMutation(
                number: number,
                operation: operation.id,
                isDestructive: effect(of: operation) == .destructive
            )
        }
    }

    /// Shows an exchange to the passive checks, without the credential, and keeps what they find.
    private func inspect(_ sent: HTTPExchange, _ request: ProbeRequest) -> HTTPExchange {
        var exchange = sent
        exchange.request = request
        exchange.schemas = description.schemas
        exchange.isEncrypted = client.target.scheme == .https
        let findings = exchange.purpose == .replay ? [] : passiveChecks.flatMap { $0.inspect(exchange) }
        noteCreation(exchange, for: exchange.operation)
        withState { state in
            state.lastNumber = max(state.lastNumber, exchange.number)
            state.responses[String(exchange.response.status), default: 0] += 1
            for finding in findings {
                state.findings.add(state.redactor.redact(finding), purpose: exchange.purpose, number: exchange.number)
            }
        }
        return exchange
    }
}

extension OperationEffect: Comparable {
    public static func < (lhs: OperationEffect, rhs: OperationEffect) -> Bool { lhs.profile < rhs.profile }
}
