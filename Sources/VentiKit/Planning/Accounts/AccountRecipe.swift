//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How an account is made and logged in at this API, as requests whose values are filled in anew for each account.
struct AccountRecipe: Sendable {
    /// The registration without an account's own values.
    let registration: RegistrationOperation
    private let registrationRequest: OperationRequest
    let login: LoginOperation?
    private let loginRequest: OperationRequest?
    /// The field by which the login knows the account.
    let loginField: AccountField
    /// Where the token is in the answer to the login, or to the registration where no login is needed.
    var token: ProofCapture.Source?
    /// Whether the registration gives the token itself.
    var isLoggedInByRegistration = false

    /// Makes the recipe of one attempt.
    ///
    /// - Parameters:
    ///   - attempt: 0 for what is required only, 1 for all that the document describes.
    ///   - loginField: The field by which the login knows an account; a guess where the login does not say.
    init(
        _ registration: RegistrationOperation,
        login: LoginOperation?,
        attempt: Int,
        loginField: AccountField?,
        generator: ValueGenerator
    ) {
        self.registration = registration
        self.login = login
        var request = generator.request(for: registration.operation, attempt: 0, pool: ValuePool())
        if attempt == 0 { request = Self.withoutOptionalMembers(request, registration) }
        registrationRequest = request
        loginRequest = login.map { generator.request(for: $0.operation, attempt: 0, pool: ValuePool()) }
        let fields = Set(registration.places.map(\.field))
        self.loginField = loginField ?? login.flatMap { Self.field(of: $0, among: fields) } ?? .email
    }

    /// The fields by which the login may know an account, likeliest first.
    static func loginFields(of login: LoginOperation?, _ registration: RegistrationOperation) -> [AccountField] {
        let fields = Set(registration.places.map(\.field)).subtracting([.password])
        let first = login.flatMap { field(of: $0, among: fields) }
        let all = [first, .username, .email, .phone].compactMap { $0 }.filter(fields.contains)
        return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func field(of login: LoginOperation, among fields: Set<AccountField>) -> AccountField? {
        let name = login.usernameField.name.split(separator: "/").last.map(String.init) ?? ""
        let field = AccountField(name, APISchema(.string))
        return field.flatMap { fields.contains($0) ? $0 : nil }
    }

    /// The values that are made anew for an account of this name.
    func freshValues(of account: String) -> [FreshValue] {
        var values: [FreshValue] = []
        for place in registration.places
        where !values.contains(where: { $0.name == place.field.valueName(of: account) }) {
            let longest = place.field == .username ? min(place.maximumLength ?? 12, 12) : place.maximumLength
            values.append(FreshValue(place.field.valueName(of: account), place.field.kind, maximumLength: longest))
        }
        return values
    }

    /// The request that registers an account of this name.
    func register(_ account: String) -> OperationRequest {
        registration.places.reduce(registrationRequest) { request, place in
            let text = JSONValue.string(FreshValue.placeholder(place.field.valueName(of: account)))
            return request.setting(place.point, to: text)
        }
    }

    /// The request that logs an account of this name in, by its first password or another one.
    func logIn(_ account: String, password: String? = nil) -> OperationRequest? {
        guard let login, let loginRequest else { return nil }
        let name = FreshValue.placeholder(loginField.valueName(of: account))
        let password = password ?? FreshValue.placeholder(AccountField.password.valueName(of: account))
        return loginRequest.setting(login.usernameField, to: .string(name))
            .setting(login.passwordField, to: .string(password))
    }

    /// Takes away what need not be there: a role, a flag or a state that is set by chance would change the account.
    private static func withoutOptionalMembers(
        _ request: OperationRequest,
        _ registration: RegistrationOperation
    ) -> OperationRequest {
        guard case .json(var json, let mediaType) = request.body, !registration.required.isEmpty else { return request }
        let kept = registration.places.map(\.point.name)
        for leaf in json.leaves.reversed() {
            let isRequired = registration.required.contains {
                leaf.pointer == $0 || leaf.pointer.hasPrefix($0 + "/") && registration.required.contains(leaf.pointer)
            }
            guard !isRequired, !kept.contains(leaf.pointer) else { continue }
            json = json.removing(pointer: leaf.pointer) ?? json
        }
        var request = request
        request.body = .json(json, mediaType: mediaType)
        return request
    }
}

extension OperationRequest {
    /// The same request with a value at a place, which is added where it is not there.
    func setting(_ point: InsertionPoint, to value: JSONValue) -> OperationRequest {
        if self.value(at: point) != nil { return replacing(point, with: value) }
        guard point.location == .body else {
            guard let parameter = operation.parameters.first(where: { $0.insertionPoint == point }) else { return self }
            var request = self
            request.arguments.append(.init(parameter: parameter, value: value))
            return request
        }
        var request = self
        switch body {
        case .json(let json, let mediaType):
            request.body = .json(json.setting(pointer: point.name, to: value), mediaType: mediaType)
        case .form(let members): request.body = .form(members + [.init(point.name, value)])
        case .raw, nil: break
        }
        return request
    }
}

extension JSONValue {
    /// The value with a member set at a pointer; objects on the way that are missing are made.
    func setting(pointer: String, to value: JSONValue) -> JSONValue {
        if let set = replacing(pointer: pointer, with: value) { return set }
        guard let slash = pointer.lastIndex(of: "/"), slash != pointer.startIndex else { return self }
        let parent = String(pointer[..<slash])
        guard self[pointer: parent] == nil else { return self }
        return setting(pointer: parent, to: .object([])).replacing(pointer: pointer, with: value) ?? self
    }
}
