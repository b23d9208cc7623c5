//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The members of a JSON body that the document does not describe, where it describes the object around them.
struct UndocumentedProperties {
    /// What an undocumented member holds: its values, at most 50 of each name.
    private(set) var values: [String: Set<String>] = [:]
    private let schemas: SchemaLibrary
    private var budget = 20_000

    /// Compares a body with its schema, and keeps the members that hold personal data or open a door.
    init(in body: JSONValue, schema: APISchema, schemas: SchemaLibrary) {
        self.schemas = schemas
        visit(body, [schema], depth: 0)
    }

    private mutating func visit(_ value: JSONValue, _ candidates: [APISchema], depth: Int) {
        budget -= 1
        guard budget > 0, depth < 24, !candidates.isEmpty else { return }
        let expanded = schemas.composition(of: candidates)
        switch value {
        case .array(let elements):
            let items = expanded.flatMap(\.items)
            for element in elements.prefix(200) { visit(element, items, depth: depth + 1) }
        case .object(let members):
            // An object about which the document says nothing, or that may have any members, has none in excess.
            let isDescribed = expanded.contains { !$0.properties.isEmpty }
            let isOpen = expanded.contains { !$0.additionalProperties.isEmpty }
            for member in members where member.name.utf8.count <= 100 {
                let own = expanded.flatMap { $0.properties.filter { $0.name == member.name }.map(\.schema) }
                if !own.isEmpty {
                    if !member.value.isScalar { visit(member.value, own, depth: depth + 1) }
                } else if isDescribed, !isOpen {
                    note(member, depth: depth)
                }
            }
        default: break
        }
    }

    private mutating func note(_ member: JSONValue.Member, depth: Int) {
        guard depth < 24, budget > 0 else { return }
        budget -= 1
        switch member.value {
        case .object(let members): for inner in members { note(inner, depth: depth + 1) }
        case .array(let elements):
            for element in elements.prefix(20) { for inner in element.members { note(inner, depth: depth + 1) } }
        default:
            guard PersonalData.isHeld(by: member), let text = member.value.scalarText else { return }
            if values[member.name, default: []].count < 50 { values[member.name, default: []].insert(text) }
        }
    }
}
