//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An operation by which anybody makes an account, recognised by its shape.
struct RegistrationOperation: Sendable, Hashable {
    /// A place of the body that belongs to the account.
    struct Place: Sendable, Hashable {
        var field: AccountField
        var point: InsertionPoint
        /// The most characters that fit; `nil` where the document does not say.
        var maximumLength: Int?
    }

    let operation: APIOperation
    let places: [Place]
    /// The members of the body that must be there, as JSON Pointers.
    let required: Set<String>
    /// How sure it is that this is a registration; greater is surer.
    let likelihood: Int

    /// - Returns: `nil` where the operation is something else: it takes no password and no name, or is a login.
    init?(_ operation: APIOperation, schemas: SchemaLibrary) {
        guard ["POST", "PUT"].contains(operation.method), let body = operation.requestBody,
            LoginOperation(operation, schemas: schemas) == nil
        else { return nil }
        let path = operation.path.split(separator: "/").filter { !$0.contains("{") }.map(String.init)
        guard operation.method == "POST" || !operation.path.hasSuffix("}") else { return nil }
        let words =
            path.flatMap(Words.split) + Words.split(operation.operationID ?? "")
            + Words.split(operation.summary ?? "").map { Words.singular($0) }
        guard Set(words).isDisjoint(with: Self.otherPurposes) else { return nil }
        let content = body.contents.first(where: \.isJSON) ?? body.contents.first(where: \.isForm)
        guard let content, let schema = content.schema else { return nil }
        let places = FlatSchema(schema, in: schemas).fields.compactMap { field -> Place? in
            guard let kind = AccountField(field.name, field.schema) else { return nil }
            let point = InsertionPoint(.body, content.isJSON ? field.pointer : field.name)
            return Place(field: kind, point: point, maximumLength: field.schema.maxLength)
        }
        guard places.contains(where: { $0.field == .password }), places.contains(where: { $0.field != .password })
        else { return nil }
        var likelihood = 0
        // What is called a registration is one for anybody; what only makes a user may be there for those who run the API.
        if !Set(words).isDisjoint(with: Self.purposes) || Self.isSignUp(words) {
            likelihood += 7
        } else if Self.makesAccount(words) {
            likelihood += 4
        }
        if let last = path.last.map(Words.split)?.last, Self.collections.contains(Words.singular(last)) {
            likelihood += 2
        }
        guard likelihood > 0 else { return nil }
        if !operation.requiresCredential { likelihood += 3 }
        self.operation = operation
        self.places = places
        self.required = Self.requiredPointers(of: schema, in: schemas)
        self.likelihood = likelihood
    }

    /// The registrations of a description, the likeliest first.
    static func find(in description: APIDescription) -> [RegistrationOperation] {
        let found = description.operations.compactMap { RegistrationOperation($0, schemas: description.schemas) }
        return found.enumerated().sorted { (-$0.element.likelihood, $0.offset) < (-$1.element.likelihood, $1.offset) }
            .map(\.element)
    }

    private static func isSignUp(_ words: [String]) -> Bool {
        zip(words, words.dropFirst()).contains { $0 == "sign" && $1 == "up" }
    }

    private static func makesAccount(_ words: [String]) -> Bool {
        zip(words, words.dropFirst()).contains {
            ["create", "new", "add"].contains($0) && ["user", "account", "customer", "member"].contains($1)
        }
    }

    private static func requiredPointers(of schema: APISchema, in schemas: SchemaLibrary) -> Set<String> {
        var found: Set<String> = []
        func collect(_ schema: APISchema, _ pointer: String, _ depth: Int) {
            guard depth < 6 else { return }
            let schema = schemas.resolve(schema)
            for part in schema.allOf { collect(part, pointer, depth + 1) }
            for property in schema.properties where schema.required.contains(property.name) {
                let inner = pointer + "/" + JSONPointer.escape(property.name)
                found.insert(inner)
                collect(property.schema, inner, depth + 1)
            }
        }
        collect(schema, "", 0)
        return found
    }

    private static let purposes: Set<String> = [
        "register", "registration", "signup", "join", "enroll", "enrol", "enrollment", "onboard", "onboarding",
    ]
    private static let collections: Set<String> = [
        "user", "account", "customer", "member", "profile", "client", "player", "student",
    ]
    private static let otherPurposes: Set<String> = [
        "login", "signin", "logon", "reset", "forgot", "forgotten", "change", "recover", "recovery", "verify", "invite",
        "logout", "refresh", "update",
    ]
}
