//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Makes accounts through the API's own registration, so that a scan has identities where the user gave none.
///
/// What a registration is, which of its values the login takes and where a token goes is found out by trying: the
/// document says where to begin.
struct SelfRegistration: Sendable {
    let description: APIDescription
    let operations: AccountOperations
    let seed: UInt64
    let send: @Sendable (ProbeRequest, APIOperation?) async throws -> HTTPExchange

    /// What came of trying.
    struct Outcome: Sendable {
        var accounts: [RegisteredAccount] = []
        /// What was tried in vain, a line each.
        var failures: [String] = []
    }

    private static let maximumCandidates = 3

    /// Makes this many accounts.
    ///
    /// - Throws: `CancellationError`; ProbeError with code ProbeError/Code/budgetExhausted.
    func run(count: Int) async throws -> Outcome {
        var outcome = Outcome()
        guard let first = try await learn(&outcome.failures) else { return outcome }
        outcome.accounts.append(first)
        while outcome.accounts.count < count {
            guard let next = try await make(first.recipe, placement: first.placement) else {
                outcome.failures.append("\(first.recipe.registration.operation.id) made one account, but not another")
                break
            }
            outcome.accounts.append(next)
        }
        return outcome
    }

    /// Finds out how accounts are made, and makes one.
    private func learn(_ failures: inout [String]) async throws -> RegisteredAccount? {
        guard !operations.registrations.isEmpty else {
            failures.append("no operation of \(description.documentName) is recognised as a registration")
            return nil
        }
        let generator = ValueGenerator(description: description, userValues: [:], seed: seed)
        for registration in operations.registrations.prefix(Self.maximumCandidates) {
            // That an account was made says more than that a later attempt was refused.
            var last = ""
            var wasMade = false
            for attempt in 0..<2 {
                let fields = AccountRecipe.loginFields(of: operations.login, registration)
                for field in operations.login == nil ? Array(fields.prefix(1)) : fields {
                    let recipe = AccountRecipe(
                        registration,
                        login: operations.login,
                        attempt: attempt,
                        loginField: field,
                        generator: generator
                    )
                    switch try await attemptAccount(recipe) {
                    case .made(let account): return try await withPlacement(account)
                    case .refused(let reason): last = wasMade ? last : reason
                    case .notLoggedIn(let reason):
                        last = reason
                        wasMade = true
                        continue
                    }
                    break
                }
            }
            failures.append("\(registration.operation.id) \(last)")
        }
        return nil
    }

    private func make(_ recipe: AccountRecipe, placement: LoginRecipe.TokenUse) async throws -> RegisteredAccount? {
        guard case .made(var account) = try await attemptAccount(recipe) else { return nil }
        account.placement = placement
        return account
    }

    private enum Attempt {
        case made(RegisteredAccount)
        case refused(String)
        case notLoggedIn(String)
    }

    private func attemptAccount(_ recipe: AccountRecipe) async throws -> Attempt {
        var values = ProofValues()
        for fresh in recipe.freshValues(of: "account") { values.make(fresh) }
        func text(_ field: AccountField) -> String { values[field.valueName(of: "account")]?.scalarText ?? "" }
        let registered = try await answer(to: recipe.register("account"), values)
        guard let registered, registered.isSuccess else {
            return .refused("was answered \(registered.map { String($0.status) } ?? "nothing")")
        }
        var recipe = recipe
        var account = RegisteredAccount(
            recipe: recipe,
            placement: .bearer,
            username: text(recipe.loginField),
            password: Secret(text(.password)),
            token: Secret(""),
            values: values
        )
        var answered = registered
        if let login = recipe.logIn("account") {
            guard let response = try await answer(to: login, values) else {
                return .notLoggedIn("made an account, but the login gave no answer")
            }
            answered = response
        }
        if LoginAnswer.source(in: answered) == nil, LoginAnswer.source(in: registered) != nil {
            answered = registered
            recipe.isLoggedInByRegistration = true
        }
        if recipe.login == nil { recipe.isLoggedInByRegistration = true }
        guard let source = LoginAnswer.source(in: answered), let token = source.value(in: answered)?.scalarText else {
            return .notLoggedIn("made an account, but \(recipe.login?.operation.id ?? "its answer") gave no token")
        }
        recipe.token = source
        account.recipe = recipe
        account.token = Secret(token)
        return .made(account)
    }

    private func answer(to request: OperationRequest, _ values: ProofValues) async throws -> ProbeResponse? {
        guard let filled = values.fill(ProofValues.template(request.render())) else { return nil }
        do {
            return try await send(filled, request.operation).response
        } catch let error as ProbeError where error.code != .budgetExhausted {
            return nil
        }
    }

    /// Finds the place where the token counts: an operation that refuses nobody's request accepts it there.
    private func withPlacement(_ account: RegisteredAccount) async throws -> RegisteredAccount {
        var account = account
        let candidates = LoginRecipe.TokenUse.candidates(in: description, source: account.recipe.token)
        account.placement = candidates.first ?? .bearer
        let generator = ValueGenerator(description: description, userValues: [:], seed: seed)
        let reading = description.operations.filter {
            $0.method == "GET" && $0.requiresCredential && !$0.path.contains("{") && !AccountOperations.isLogout($0)
                && OperationEffect(of: $0, schemas: description.schemas) == .readOnly
        }
        let places = reading.filter(AccountOperations.isProfile) + reading.filter { !AccountOperations.isProfile($0) }
        for operation in places.prefix(2) {
            let request = generator.request(for: operation, attempt: 0, pool: ValuePool()).render()
            guard let anonymous = try? await send(request, operation).response else { continue }
            for placement in candidates {
                let sent = account.token.withExposedValue { placement.apply($0, to: request) }
                guard let response = try? await send(sent, operation).response, response.isSuccess else { continue }
                let shape = ResponseMask(comparesShapeOnly: true)
                guard !anonymous.isEquivalent(to: response, mask: shape) else { continue }
                account.placement = placement
                return account
            }
        }
        return account
    }
}
