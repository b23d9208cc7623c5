//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The operations of an API that are about accounts and sessions.
struct AccountOperations: Sendable {
    let registrations: [RegistrationOperation]
    let login: LoginOperation?
    /// Gives a new token for a refresh token.
    let refresh: RefreshOperation?
    /// Says who is asking.
    let profile: [APIOperation]
    let logout: APIOperation?
    /// Changes a password: the operation, and where its body takes the new one and the current one.
    let passwordChanges: [PasswordChangeOperation]

    init(in description: APIDescription) {
        registrations = RegistrationOperation.find(in: description)
        login = LoginOperation.find(in: description)
        refresh = description.operations.lazy.compactMap { RefreshOperation($0, schemas: description.schemas) }.first
        profile = description.operations.filter(Self.isProfile)
        logout = description.operations.first(where: Self.isLogout)
        passwordChanges = description.operations.compactMap {
            PasswordChangeOperation($0, schemas: description.schemas)
        }
    }

    /// `/me`, `/auth/me`, `/profile`, `/account`, `/whoami`: one object, the caller's own, without an id.
    static func isProfile(_ operation: APIOperation) -> Bool {
        guard operation.method == "GET", !operation.path.contains("{"),
            let last = operation.path.split(separator: "/").last
        else { return false }
        let words = Words.split(String(last))
        let isNamed =
            !Set(words).isDisjoint(with: ["me", "self", "whoami", "myself", "profile", "userinfo"])
            || words == ["account"] || words == ["user"] || words == ["current", "user"] || words == ["who", "am", "i"]
        return isNamed && !words.contains("pictures")
    }

    static func isLogout(_ operation: APIOperation) -> Bool {
        let path = operation.path.split(separator: "/").filter { !$0.contains("{") }.suffix(2).map(String.init)
        let words = path.flatMap(Words.split) + Words.split(operation.operationID ?? "")
        let ends: Set<String> = ["logout", "signout", "logoff", "revoke"]
        if !Set(words).isDisjoint(with: ends) { return operation.method != "GET" || !operation.path.contains("{") }
        if zip(words, words.dropFirst()).contains(where: {
            ["log", "sign"].contains($0) && ["out", "off"].contains($1)
        }) {
            return true
        }
        let isSession = path.flatMap(Words.split).map(Words.singular).contains { ["session", "token"].contains($0) }
        return operation.method == "DELETE" && isSession && !operation.path.contains("{")
    }
}

/// An operation that changes a password.
struct PasswordChangeOperation: Sendable, Hashable {
    let operation: APIOperation
    let newPassword: InsertionPoint
    /// A second place that repeats the new password.
    let confirmation: InsertionPoint?
    /// Where the current password goes; `nil` where the operation does not ask for it.
    let currentPassword: InsertionPoint?

    init?(_ operation: APIOperation, schemas: SchemaLibrary) {
        guard ["POST", "PUT", "PATCH"].contains(operation.method), let body = operation.requestBody else { return nil }
        let path = operation.path.split(separator: "/").filter { !$0.contains("{") }.suffix(2).map(String.init)
        let words = Set(path.flatMap(Words.split) + Words.split(operation.operationID ?? ""))
        guard words.contains("password") || words.contains("passwd") || words.contains("credentials"),
            words.isDisjoint(with: ["forgot", "forgotten", "recover", "login", "reset"])
        else { return nil }
        let content = body.contents.first(where: \.isJSON) ?? body.contents.first(where: \.isForm)
        guard let content, let schema = content.schema else { return nil }
        let fields = FlatSchema(schema, in: schemas).fields.filter {
            AccountField($0.name, $0.schema) == .password
        }
        func point(_ field: FlatSchema.Field) -> InsertionPoint {
            InsertionPoint(.body, content.isJSON ? field.pointer : field.name)
        }
        let current = fields.first { Self.says($0.name, ["current", "old", "existing", "previous"]) }
        let others = fields.filter { $0.pointer != current?.pointer }
        let repeated = others.first { Self.says($0.name, ["confirm", "confirmation", "repeat", "again", "verify"]) }
        guard let new = others.first(where: { $0.pointer != repeated?.pointer }) else { return nil }
        self.operation = operation
        newPassword = point(new)
        confirmation = repeated.map(point)
        currentPassword = current.map(point)
    }

    private static func says(_ name: String, _ words: Set<String>) -> Bool {
        !Set(Words.split(name)).isDisjoint(with: words)
    }
}
