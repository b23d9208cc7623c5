//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Writes by registering an account, and reads it through every operation that shows accounts.
struct AccountCreation: PropertyWriter {
    let context: CheckContext
    let base: OperationRequest
    private let views: [AccountView]

    var reads: [APIOperation] { views.map(\.operation) }
    var siblings: [APIOperation] { context.description.operations.filter(AccountChange.isOfProfile) }
    var identifiers: [String] { ["userId", "accountId"] }
    var genericNames: [String] { AccountView.genericNames }

    /// - Throws: ``CheckSkipped`` where the operation is not the registration that works, or nothing shows accounts.
    init(_ operation: APIOperation, in context: CheckContext) async throws {
        guard context.accountOperations.registrations.contains(where: { $0.operation.id == operation.id }),
            let model = try await context.registeredAccount(),
            model.recipe.registration.operation.id == operation.id
        else { throw CheckSkipped("the operation registers no account") }
        views = AccountView.all(model.recipe, in: context)
        guard !views.isEmpty else { throw CheckSkipped("no operation shows an account") }
        self.context = context
        base = model.recipe.register("control")
    }

    func write(
        _ name: String,
        views wanted: Set<Int>?,
        in trial: inout ProofTrial,
        change: (OperationRequest) -> OperationRequest
    ) async throws -> [PropertyReading] {
        let account = try await trial.register(name, change: change)
        var readings: [PropertyReading] = []
        for (number, view) in views.enumerated() where wanted?.contains(number) ?? true {
            let step = "\(view.title)\(number == 0 ? "" : " \(number + 1)") of \(name)"
            let response = try await trial.send(step, view.request(account, in: context), by: .account(account))
            guard context.isSuccess(response) else { continue }
            readings.append(
                PropertyReading(view: number, step: step, response: response, anchor: view.anchor(account))
            )
        }
        return readings
    }
}

/// A way to see an account: who-am-I, the account by its name, or a list that names it.
struct AccountView: Sendable {
    enum Kind: Sendable {
        case profile
        /// The parameter of the path takes the account's name.
        case item(parameter: String, field: AccountField)
        /// A list; the field is what it shows of the account.
        case list(AccountField)
    }

    let operation: APIOperation
    let kind: Kind

    static let genericNames = [
        "role", "admin", "isAdmin", "is_admin", "verified", "isVerified", "is_verified", "status", "balance", "credit",
    ]
    private static let maximumViews = 4

    var title: String {
        switch kind {
        case .profile: "profile"
        case .item: "page"
        case .list: "list"
        }
    }

    /// The views of an API: its who-am-I, and what names accounts, those that show the most of one first.
    static func all(_ recipe: AccountRecipe, in context: CheckContext) -> [AccountView] {
        var found = context.accountOperations.profile.prefix(1).map { AccountView(operation: $0, kind: .profile) }
        let places = recipe.registration.places.filter { $0.field != .password }
        let names = Dictionary(
            places.map { ($0.point.name.split(separator: "/").last.map(String.init) ?? "", $0.field) },
            uniquingKeysWith: { first, _ in first }
        )
        var others: [(view: AccountView, extent: Int)] = []
        for operation in context.description.operations where operation.method == "GET" {
            guard !AccountOperations.isProfile(operation), let reached = context.reachedByAnyone(operation),
                let json = JSONValue(parsingJSON: reached.response.body)
            else { continue }
            guard let shown = widestObject(in: json, naming: Set(names.keys)) else { continue }
            let parameters = ValueGenerator.templateNames(in: operation.path)
            if parameters.isEmpty, let field = names[shown.name] {
                others.append((AccountView(operation: operation, kind: .list(field)), shown.extent))
            } else if parameters.count == 1, let parameter = parameters.first,
                let field = AccountField(parameter, APISchema(.string)), places.contains(where: { $0.field == field })
            {
                others.append(
                    (AccountView(operation: operation, kind: .item(parameter: parameter, field: field)), shown.extent)
                )
            }
        }
        let sorted = others.enumerated().sorted { (-$0.element.extent, $0.offset) < (-$1.element.extent, $1.offset) }
        found += sorted.map(\.element.view)
        return Array(found.prefix(maximumViews))
    }

    /// The object with the most members among those that name an account, and by which name.
    private static func widestObject(in json: JSONValue, naming names: Set<String>) -> (name: String, extent: Int)? {
        var best: (name: String, extent: Int)?
        func visit(_ value: JSONValue, _ depth: Int) {
            guard depth < 6 else { return }
            for element in value.elements.prefix(5) { visit(element, depth + 1) }
            for member in value.members { visit(member.value, depth + 1) }
            let extent = value.members.count { $0.value.isScalar }
            if let name = value.members.first(where: { names.contains($0.name) })?.name, extent > best?.extent ?? 0 {
                best = (name, extent)
            }
        }
        visit(json, 0)
        return best
    }

    func request(_ account: ProofAccount, in context: CheckContext) -> OperationRequest {
        let request = context.request(for: operation, as: context.identities.first)
        guard case .item(let parameter, let field) = kind else { return request }
        return request.settingPath([parameter: account.value(field)])
    }

    func anchor(_ account: ProofAccount) -> String? {
        if case .list(let field) = kind { account.value(field) } else { nil }
    }
}
