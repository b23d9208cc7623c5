//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Writes by changing the caller's own account: a throwaway one that the proof registers.
///
/// The operation is about whoever calls it, as `PUT /me` is, or names the account, as `PUT /users/{userId}` does.
struct AccountChange: PropertyWriter {
    let context: CheckContext
    let base: OperationRequest
    private let profile: APIOperation
    private let recipe: AccountRecipe
    /// What the operation's path names, where it names the account.
    private let resource: APIResource?
    private var account: ProofAccount?
    private var path: [String: String] = [:]

    var reads: [APIOperation] { [profile] }
    var siblings: [APIOperation] {
        context.description.operations.filter { Self.isOfProfile($0) } + (resource?.updates ?? [])
    }
    var identifiers: [String] { ["userId", "accountId"] + [resource?.parameter].compactMap { $0 } }
    var genericNames: [String] { AccountView.genericNames }

    /// - Throws: ``CheckSkipped`` where the operation changes no account of the caller's, or none can be registered.
    init(_ operation: APIOperation, in context: CheckContext) async throws {
        guard Self.isOfAccount(operation, in: context), let profile = Self.profile(for: operation, in: context) else {
            throw CheckSkipped("the operation does not change the caller's own account, or none shows it")
        }
        guard let model = try await context.registeredAccount() else {
            throw CheckSkipped("no account could be registered")
        }
        self.context = context
        resource = Self.isOfProfile(operation) ? nil : context.resources.resource(of: operation)
        self.profile = profile
        recipe = model.recipe
        base = context.request(for: operation, as: context.identities.first)
    }

    /// Whether an operation changes the account of whoever calls it: `PUT /me`, `PATCH /user`.
    static func isOfProfile(_ operation: APIOperation) -> Bool { AccountUpdate.isOfProfile(operation) }

    /// Whether an operation changes an account: the caller's, or one that its path names.
    static func isOfAccount(_ operation: APIOperation, in context: CheckContext) -> Bool {
        if isOfProfile(operation) { return true }
        guard ["PUT", "PATCH"].contains(operation.method), let resource = context.resources.resource(of: operation),
            operation.path == resource.itemPath, resource.parentParameters.isEmpty
        else { return false }
        if let create = resource.create {
            return context.accountOperations.registrations.contains { $0.operation.id == create.id }
        }
        return ["user", "account", "member", "customer", "profile"].contains(resource.noun)
    }

    /// The operation that shows what another one changes.
    static func profile(for operation: APIOperation, in context: CheckContext) -> APIOperation? {
        let profile = context.accountOperations.profile
        return profile.first { $0.path == operation.path } ?? profile.first
    }

    mutating func prepare(_ trial: inout ProofTrial) async throws {
        let account = try await trial.register("subject")
        self.account = account
        guard let resource else { return }
        let field = AccountField(resource.parameter, APISchema(.string))
        if let field, field != .password, IdentifierCandidates.fold(resource.parameter) != resource.noun + "id",
            recipe.registration.places.contains(where: { $0.field == field })
        {
            path = [resource.parameter: account.value(field)]
            return
        }
        // The account tells its own id.
        let request = context.request(for: profile, as: context.identities.first)
        var looking = trial
        let shown = try await looking.send("profile of subject", request, by: .account(account))
        guard let source = IdentifierCandidates.sources(of: resource, in: shown).first else {
            throw CheckSkipped("the account does not show its id")
        }
        let capture = ProofCapture("subjectId", from: source)
        try await trial.send("profile of subject", request, by: .account(account), captures: [capture])
        path = [resource.parameter: FreshValue.placeholder("subjectId")]
    }

    func write(
        _ name: String,
        views: Set<Int>?,
        in trial: inout ProofTrial,
        change: (OperationRequest) -> OperationRequest
    ) async throws -> [PropertyReading] {
        guard let account else { throw CheckSkipped("there is no account to change") }
        let own = own(account).settingPath(path)
        let changed = try await trial.send("change \(name)", change(own), by: .account(account))
        guard context.isSuccess(changed) else { throw CheckSkipped("a change was answered \(changed.status)") }
        let step = "profile after \(name)"
        let request = context.request(for: profile, as: context.identities.first)
        let response = try await trial.send(step, request, by: .account(account))
        guard context.isSuccess(response) else { throw CheckSkipped("the account cannot be read") }
        return [PropertyReading(view: 0, step: step, response: response, anchor: nil)]
    }

    /// The request with the account's own name, address and password where it takes any.
    private func own(_ account: ProofAccount) -> OperationRequest {
        let known = Set(recipe.registration.places.map(\.field))
        return base.insertionPoints.reduce(base) { request, point in
            guard point.location == .body, case .string = base.value(at: point) else { return request }
            let name = point.name.split(separator: "/").last.map(String.init) ?? ""
            guard let field = AccountField(name, APISchema(.string)), known.contains(field) else { return request }
            return request.setting(point, to: .string(account.value(field)))
        }
    }
}

/// Writes by changing the account of one of the scan's identities, where the API lets nobody register, and puts back
/// what was there.
struct IdentityChange: PropertyWriter {
    let context: CheckContext
    let base: OperationRequest
    private let identity: String
    private let profile: APIOperation

    var reads: [APIOperation] { [profile] }
    var siblings: [APIOperation] { context.description.operations.filter(AccountChange.isOfProfile) }
    var identifiers: [String] { ["userId", "accountId"] }
    /// What is not known to be there could not be put back.
    var genericNames: [String] { [] }

    /// - Throws: ``CheckSkipped`` where the operation changes no account of the caller's, or would change its password.
    init(_ operation: APIOperation, in context: CheckContext) throws {
        guard AccountChange.isOfProfile(operation), let profile = AccountChange.profile(for: operation, in: context)
        else { throw CheckSkipped("the operation does not change the caller's own account") }
        let identities = context.identities.filter { context.reached(profile, as: $0)?.response.isSuccess ?? false }
        let isPlain = { (name: String) in context.role(of: name).map { PropertyKind.isPowerfulRole($0) } != true }
        guard let identity = identities.first(where: isPlain), let shown = context.reached(profile, as: identity) else {
            throw CheckSkipped("no identity of an ordinary role reads its own account")
        }
        let request = context.request(for: operation, as: identity)
        guard case .json(let body, let mediaType) = request.body else {
            throw CheckSkipped("the operation takes no JSON")
        }
        self.context = context
        self.identity = identity
        self.profile = profile
        // What is sent is what is there already: nothing but the property changes.
        let present = PropertyReading(view: 0, step: "", response: shown.response, anchor: nil)
            .object(sharing: Set(request.bodyNames), in: context.trial())?.value
        let container = request.bodyContainer
        let inner = body[pointer: container]?.members ?? []
        guard !inner.contains(where: { AccountField($0.name, APISchema(.string)) == .password }) else {
            throw CheckSkipped("the operation changes the identity's password")
        }
        let kept = inner.compactMap { member in
            present?[member.name].flatMap { $0 == .null ? nil : JSONValue.Member(member.name, $0) }
        }
        var base = request
        base.body = .json(body.replacing(pointer: container, with: .object(kept)) ?? body, mediaType: mediaType)
        self.base = base
    }

    func write(
        _ name: String,
        views: Set<Int>?,
        in trial: inout ProofTrial,
        change: (OperationRequest) -> OperationRequest
    ) async throws -> [PropertyReading] {
        let changed = try await trial.send("change \(name)", change(base), as: identity)
        guard context.isSuccess(changed) else { throw CheckSkipped("a change was answered \(changed.status)") }
        let step = "profile after \(name)"
        let response = try await trial.send(step, context.request(for: profile, as: identity), as: identity)
        guard context.isSuccess(response) else { throw CheckSkipped("the account cannot be read") }
        return [PropertyReading(view: 0, step: step, response: response, anchor: nil)]
    }

    func restore(_ values: [JSONValue.Member], after name: String, in trial: inout ProofTrial) async throws {
        guard !values.isEmpty else { return }
        let request = values.reduce(base) { $0.adding($1.name, $1.value) }
        try await trial.send("restore after \(name)", request, as: identity)
    }
}

extension PropertyKind {
    /// Whether a role is one that others have not.
    static func isPowerfulRole(_ role: String) -> Bool {
        !Set(Words.split(role).map(Words.singular)).isDisjoint(with: [
            "admin", "administrator", "superuser", "root", "owner", "manager", "staff", "high", "supervisor",
            "operator",
        ])
    }
}
