//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The secrets that a JSON body shows: passwords, their hashes, and what the document says is never answered.
struct DisclosedSecrets {
    /// A property that shows a secret.
    struct Item: Hashable {
        var property: String
        /// How the secret is shown, such as `bcrypt hash`; `nil` for in the clear.
        var hash: String?
        /// Whether the document marks the property as write-only or as a password.
        var isMarked: Bool
        /// Whether the document lists the property among those of the answer.
        var isDocumented: Bool
        /// A value that is shown.
        var value: String
        /// The number of objects that show it.
        var count: Int
        /// The largest number of objects in one list that show it.
        var listed: Int
    }

    private(set) var items: [String: Item] = [:]
    /// Words that name what a person keeps as often as what a server does.
    static let ambiguous: Set<String> = ["secret", "secrets", "key", "token"]
    private let schemas: SchemaLibrary
    private var budget = 20_000

    /// Looks for secrets in a body.
    ///
    /// - Parameters:
    ///   - body: The body.
    ///   - schema: What the document says about it; `nil` for nothing.
    ///   - schemas: What references in the schema lead to.
    init(in body: JSONValue, schema: APISchema? = nil, schemas: SchemaLibrary = .empty) {
        self.schemas = schemas
        visit(body, schema.map { [$0] } ?? [])
    }

    private mutating func visit(_ value: JSONValue, _ candidates: [APISchema]) {
        budget -= 1
        guard budget > 0 else { return }
        switch value {
        case .array(let elements):
            let itemSchemas = schemas.composition(of: candidates).flatMap(\.items)
            let before = items.mapValues(\.count)
            for element in elements.prefix(1_000) { visit(element, itemSchemas) }
            for (name, item) in items where elements.count > 1 {
                items[name]?.listed = max(item.listed, item.count - (before[name] ?? 0))
            }
        case .object(let members):
            // Many a document says a list where one object is answered.
            let documented = schemas.composition(of: candidates)
            let elements = documented.flatMap(\.items)
            let expanded = elements.isEmpty ? documented : documented + schemas.composition(of: elements)
            for member in members where member.name.utf8.count <= 100 {
                let own = expanded.flatMap { $0.properties.filter { $0.name == member.name }.map(\.schema) }
                if member.value.isScalar {
                    note(member, of: members, schemas: schemas.composition(of: own))
                } else if !Self.descriptive.contains(SensitiveNames.fold(member.name)) {
                    visit(member.value, own)
                }
            }
        default: break
        }
    }

    private mutating func note(_ member: JSONValue.Member, of members: [JSONValue.Member], schemas: [APISchema]) {
        let isMarked = schemas.contains { $0.isWriteOnly || $0.format == "password" }
        guard isMarked || SecretValue.isCredential(member, among: members), let text = member.value.scalarText else {
            return
        }
        guard DisclosedProperty.isInTheClear(member.value), isMarked || SecretValue.canBeSecret(text) else { return }
        if items[member.name] == nil {
            items[member.name] = Item(
                property: member.name,
                hash: SecretValue.hashName(of: text),
                isMarked: isMarked,
                isDocumented: !schemas.isEmpty,
                value: text,
                count: 0,
                listed: 0
            )
        }
        items[member.name]?.count += 1
    }

    /// Names of members that speak about other members instead of holding data.
    private static let descriptive: Set<String> = [
        "errors", "error", "validation", "validationerrors", "messages", "schema", "properties", "labels",
        "translations",
        "definitions", "components", "fields", "examples", "placeholders",
    ]
}
