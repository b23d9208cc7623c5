//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An operation that exchanges a name and a password for a session, recognised by its shape.
public struct LoginOperation: Sendable, Hashable {
    /// The operation that logs in.
    public var operation: APIOperation
    /// The property that takes the user's name, as a JSON Pointer or a form field's name.
    public var usernameField: InsertionPoint
    /// Where the password goes.
    public var passwordField: InsertionPoint

    /// Recognises a login operation: a POST whose body takes a password and a name, called so or answering with a token.
    ///
    /// - Returns: `nil` where the operation is something else, such as a registration.
    public init?(_ operation: APIOperation, schemas: SchemaLibrary = .empty) {
        guard operation.method == "POST", let body = operation.requestBody else { return nil }
        let names = Self.names(of: operation)
        let ordered = Self.orderedNames(of: operation)
        guard names.isDisjoint(with: Self.otherPurposes),
            !zip(ordered, ordered.dropFirst()).contains(where: { $0 == "sign" && $1 == "up" })
        else { return nil }
        let isCalledLogin =
            !names.isDisjoint(with: Self.purposes)
            || zip(Self.orderedNames(of: operation), Self.orderedNames(of: operation).dropFirst())
                .contains { ($0 == "log" || $0 == "sign") && $1 == "in" }
        guard isCalledLogin || Self.answersWithToken(operation, schemas) && !Self.createsAccount(operation) else {
            return nil
        }
        for content in body.contents {
            guard content.isJSON || content.isForm, let schema = content.schema else { continue }
            let fields = FlatSchema(schema, in: schemas).fields
            guard let password = fields.first(where: { Self.isPassword($0.name) }) else { continue }
            let username = Self.usernames.lazy.compactMap { wanted in
                fields.first { SensitiveNames.fold($0.name) == wanted }
            }.first
            guard let username = username ?? fields.first(where: { Self.looksLikeUsername($0.name) }) else { continue }
            self.operation = operation
            usernameField = InsertionPoint(.body, content.isJSON ? username.pointer : username.name)
            passwordField = InsertionPoint(.body, content.isJSON ? password.pointer : password.name)
            return
        }
        return nil
    }

    /// The login operation of a description: the first that is recognised, those without required credentials first.
    public static func find(in description: APIDescription) -> LoginOperation? {
        let candidates = description.operations.compactMap { LoginOperation($0, schemas: description.schemas) }
        return candidates.first { !$0.operation.requiresCredential } ?? candidates.first
    }

    private static func orderedNames(of operation: APIOperation) -> [String] {
        let path = operation.path.split(separator: "/").filter { !$0.contains("{") }.flatMap { Words.split(String($0)) }
        let id = operation.operationID?.split(separator: ".").last.map { Words.split(String($0)) } ?? []
        return path.suffix(3) + id
    }

    private static func names(of operation: APIOperation) -> Set<String> { Set(orderedNames(of: operation)) }

    /// Whether this looks like a registration that logs the new user in at once.
    private static func createsAccount(_ operation: APIOperation) -> Bool {
        let words = orderedNames(of: operation)
        let collection = operation.path.split(separator: "/").last.map { Words.split(String($0)).last ?? "" } ?? ""
        return !Set(words).isDisjoint(with: [
            "create", "add", "new", "join", "enroll", "enrol", "onboard", "onboarding",
        ])
            || zip(words, words.dropFirst()).contains { $0 == "sign" && $1 == "up" }
            || ["users", "user", "accounts", "account", "customers", "members", "profiles"].contains(collection)
    }

    private static func answersWithToken(_ operation: APIOperation, _ schemas: SchemaLibrary) -> Bool {
        operation.responses.contains { status, response in
            status.hasPrefix("2")
                && response.contents.contains { content in
                    content.schema.map { FlatSchema($0, in: schemas).fields.contains { isToken($0.name) } } ?? false
                }
        }
    }

    static func isToken(_ name: String) -> Bool {
        let folded = SensitiveNames.fold(name)
        return folded == "jwt" || folded == "token" || folded == "bearer"
            || folded.hasSuffix("token") && folded != "csrftoken"
            || folded == "sessionid"
    }

    private static func isPassword(_ name: String) -> Bool {
        let folded = SensitiveNames.fold(name)
        return ["password", "passwd", "pwd", "pass", "passphrase", "passcode", "pin", "secret"].contains(folded)
            || folded.hasSuffix("password")
    }

    private static func looksLikeUsername(_ name: String) -> Bool {
        let folded = SensitiveNames.fold(name)
        return folded.hasSuffix("name") || folded.hasSuffix("email") || folded.hasSuffix("login")
            || folded.hasSuffix("phone")
            || folded.hasSuffix("number")
    }

    private static let usernames = [
        "username", "user", "login", "email", "emailaddress", "mail", "account", "accountname", "userid", "identifier",
        "name", "phone", "phonenumber", "clientid",
    ]
    private static let purposes: Set<String> = [
        "login", "signin", "logon", "auth", "authenticate", "authentication", "session", "sessions", "token", "tokens",
        "oauth", "jwt", "authorize",
    ]
    private static let otherPurposes: Set<String> = [
        "register", "registration", "signup", "reset", "forgot", "change", "refresh", "logout", "verify", "recover",
    ]
}
