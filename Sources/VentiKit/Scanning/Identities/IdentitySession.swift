//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An identity at work: holds what it shows to the API now, logs in when needed, and puts credentials into requests.
actor IdentitySession {
    /// Sends a request of the login.
    typealias Send = @Sendable (ProbeRequest, APIOperation?) async throws -> HTTPExchange

    nonisolated let identity: Identity
    private let description: APIDescription
    private let refresh: RefreshOperation?
    private let seed: UInt64
    private let send: Send
    private let onToken: @Sendable (Secret) -> Void
    private var token: Secret?
    private var refreshToken: Secret?
    /// Whether the present token was given for a refresh token.
    private var isRefreshed = false
    private(set) var placement: LoginRecipe.TokenUse
    /// The operation that the last login used, where the document describes it, and the status it answered.
    private(set) var lastLogin: (operationID: String, status: Int)?
    private var renewedAt: ContinuousClock.Instant?
    private var isRenewing = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    init(
        identity: Identity,
        description: APIDescription,
        refresh: RefreshOperation? = nil,
        seed: UInt64,
        send: @escaping Send,
        onToken: @escaping @Sendable (Secret) -> Void
    ) {
        self.identity = identity
        self.description = description
        self.refresh = refresh
        self.seed = seed
        self.send = send
        self.onToken = onToken
        let direct = identity.credential.direct
        token = direct?.token
        placement = direct?.placement ?? .documented(in: description)
    }

    /// The token that is sent now; `nil` for Basic, which has none, and before the first login.
    var currentToken: Secret? {
        if case .basic = identity.credential { nil } else { token }
    }

    /// Puts the credential into a request, logging in first where there is none or it is about to expire.
    func authorize(
        _ request: ProbeRequest,
        mutation: TokenMutation?,
        random: inout SeededRandom
    ) async throws -> ProbeRequest {
        if needsRenewal { try await renew() }
        // Without a session the request would be nobody's, and its answer evidence about the wrong identity.
        guard let token else {
            throw ScanError(.identityFailed, "Identity \(identity.name) has no session: its login failed.")
        }
        let sent: String? =
            if let mutation { token.withExposedValue { mutation.apply(to: $0, random: &random) } } else {
                token.withExposedValue { $0 }
            }
        guard let sent else { return request }
        return placement.apply(sent, to: request)
    }

    /// Renews the session after the API refused the credential. A token that was refreshed and is refused is not
    /// refreshed again: its session has ended.
    ///
    /// - Returns: Whether there is a new credential to try. There is none where the identity cannot log in, or did so
    ///   within the last five seconds.
    func renewAfterRefusal() async throws -> Bool {
        guard case .login = identity.credential else { return false }
        if let renewedAt, ContinuousClock.now - renewedAt < .seconds(5) { return false }
        if isRefreshed { refreshToken = nil }
        try await renew()
        return true
    }

    /// Forgets a session that a request has ended, so that the next request logs in first.
    func forget() {
        guard case .login = identity.credential else { return }
        token = nil
        refreshToken = nil
    }

    /// Gets a new token: for the refresh token where there is one, or else by logging in. Callers that come meanwhile
    /// wait.
    func renew() async throws {
        guard case .login(let recipe) = identity.credential else { return }
        if isRenewing {
            await withCheckedContinuation { waiters.append($0) }
            return
        }
        isRenewing = true
        defer {
            isRenewing = false
            for waiter in waiters { waiter.resume() }
            waiters = []
        }
        isRefreshed = await refreshed()
        if !isRefreshed { try await logIn(recipe) }
        renewedAt = .now
    }

    /// Whether the API gave a new token for the refresh token.
    private func refreshed() async -> Bool {
        guard let refresh, let refreshToken else { return false }
        // It is used once: where the API refuses it, or gives no new one, the next renewal logs in.
        self.refreshToken = nil
        let generator = ValueGenerator(description: description, userValues: [:], seed: seed)
        let template = generator.request(for: refresh.operation, attempt: 0, pool: ValuePool())
        let request = refreshToken.withExposedValue { template.setting(refresh.tokenField, to: .string($0)) }
        guard let exchange = try? await send(request.render(), refresh.operation),
            let found = LoginAnswer.token(in: exchange.response, extraction: nil)
        else { return false }
        keep(found.token, of: exchange.response)
        return true
    }

    private func keep(_ token: Secret, of response: ProbeResponse) {
        self.token = token
        onToken(token)
        guard let refreshToken = LoginAnswer.refreshToken(in: response) else { return }
        self.refreshToken = refreshToken
        // Evidence may not show it either.
        onToken(refreshToken)
    }

    private var needsRenewal: Bool {
        guard case .login = identity.credential else { return false }
        guard let token else { return true }
        guard let expiration = token.withExposedValue({ JSONWebToken($0) })?.expiration else { return false }
        guard expiration - UnixTime.now < 5 else { return false }
        // A token that is born expired would have every request log in first.
        return renewedAt.map { ContinuousClock.now - $0 > .seconds(1) } ?? true
    }

    private func logIn(_ recipe: LoginRecipe) async throws {
        let (request, operation) = try LoginRequest.make(recipe, identity: identity.name, description, seed: seed)
        let exchange: HTTPExchange
        do {
            exchange = try await send(request, operation)
        } catch let error as ProbeError {
            throw ScanError(
                .identityFailed,
                "Identity \(identity.name): \(request.method) \(operation?.path ?? "login") got no answer (\(error.code)).",
                cause: error
            )
        }
        guard let found = LoginAnswer.token(in: exchange.response, extraction: recipe.extraction) else {
            let place = "\(request.method) \(operation?.path ?? recipe.request?.path ?? "")"
            let reason =
                exchange.response.isSuccess
                ? "the answer (\(exchange.response.status)) holds no token; check the user name and password, or say where it is with `extract`"
                : "it was answered \(exchange.response.status); check the user name and password"
            throw ScanError(.identityFailed, "Identity \(identity.name) could not log in at \(place): \(reason).")
        }
        lastLogin = operation.map { ($0.id, exchange.response.status) }
        keep(found.token, of: exchange.response)
        if let use = recipe.tokenUse {
            placement = use
        } else if let cookie = found.cookieName {
            placement = .cookie(cookie)
        }
    }
}
