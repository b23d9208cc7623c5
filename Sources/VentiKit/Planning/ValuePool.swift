//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Values that the API itself has shown, by the kind of thing they belong to and the property's name.
///
/// `{"users":[{"username":"ann"}]}` gives `ann` as a `username` of a `user`, which then fills `/users/{username}`.
struct ValuePool: Sendable {
    private struct Key: Hashable {
        var resource: String
        var property: String
    }

    private var values: [Key: [JSONValue]] = [:]
    private var byProperty: [String: [JSONValue]] = [:]
    private static let maximumPerKey = 16
    private static let maximumKeys = 4_000

    /// Takes the scalar members of an answer.
    ///
    /// What the document calls the kind of thing, such as `MenuItem` for what `/menu` lists, counts as the path does:
    /// `menuItemId` then refers to it.
    mutating func harvest(_ value: JSONValue, from operation: APIOperation) {
        var remaining = 2_000
        let resource = Self.resource(of: operation.path)
        harvest(value, resource: resource, depth: 0, remaining: &remaining)
        guard let kind = operation.answeredKind, kind != resource else { return }
        for thing in value.elements.isEmpty ? [value] : Array(value.elements.prefix(50)) {
            for member in thing.members where member.value.isScalar {
                note(member.value, Key(resource: kind, property: Self.fold(member.name)))
            }
        }
    }

    /// What fits a parameter of an operation, best first.
    func candidates(forParameter name: String, of operation: APIOperation) -> [JSONValue] {
        let words = Words.split(name).map(Words.singular)
        let property = words.joined()
        var found: [JSONValue] = []
        let resource = Self.resource(of: operation.path, before: name)
        found += values[Key(resource: resource, property: property)] ?? []
        // `userId` is the `id` of a `user`; so is `id` in `/users/{id}`.
        if let last = words.last, ["id", "uuid", "key", "slug", "name", "number", "code"].contains(last) {
            let owner = words.dropLast().joined()
            for resource in owner.isEmpty ? [resource] : [owner, resource] {
                found += values[Key(resource: resource, property: last)] ?? []
                if last == "id" { found += values[Key(resource: resource, property: "uuid")] ?? [] }
            }
        }
        // So is `document` in `/documents/{document}`, and `stop` in `/emergency-stops/{stop}`.
        if property.utf8.count > 2, resource.hasSuffix(property) {
            for name in ["id", "uuid"] { found += values[Key(resource: resource, property: name)] ?? [] }
        }
        found += byProperty[property] ?? []
        var seen: Set<JSONValue> = []
        return found.filter { seen.insert($0).inserted }
    }

    /// The ids that were seen of what a member of this name refers to: `accountId`, `fromAccountId` and `account_id` refer
    /// to an account.
    func references(named name: String) -> [JSONValue] {
        var words = Words.split(name).map(Words.singular)
        guard let kind = words.popLast(), ["id", "uuid", "slug", "key", "number"].contains(kind), !words.isEmpty else {
            return []
        }
        for start in words.indices {
            let resource = words[start...].joined()
            if let found = values[Key(resource: resource, property: kind)], !found.isEmpty { return found }
            if let found = values[Key(resource: resource, property: resource + kind)], !found.isEmpty { return found }
        }
        return byProperty[words.joined() + kind] ?? []
    }

    /// Every value seen for a property of this name, wherever it was.
    func values(ofProperty name: String) -> [JSONValue] {
        byProperty[Words.split(name).map(Words.singular).joined()] ?? []
    }

    private mutating func harvest(_ value: JSONValue, resource: String, depth: Int, remaining: inout Int) {
        guard depth < 8, remaining > 0 else { return }
        switch value {
        case .array(let elements):
            for element in elements.prefix(50) {
                harvest(element, resource: resource, depth: depth + 1, remaining: &remaining)
            }
        case .object(let members):
            for member in members {
                remaining -= 1
                if member.value.isScalar {
                    add(member.value, resource: resource, property: member.name)
                } else {
                    let isEnvelope = [
                        "data", "items", "results", "content", "result", "value", "values", "records", "list",
                    ]
                    .contains(member.name.lowercased())
                    let inner = isEnvelope ? resource : Words.split(member.name).map(Words.singular).joined()
                    harvest(member.value, resource: inner, depth: depth + 1, remaining: &remaining)
                }
            }
        default: break
        }
    }

    private static func fold(_ name: String) -> String { Words.split(name).map(Words.singular).joined() }

    /// Keeps a value under a key.
    ///
    /// - Returns: Whether it can fill a place of a request.
    @discardableResult
    private mutating func note(_ value: JSONValue, _ key: Key) -> Bool {
        guard let text = value.scalarText, !text.isEmpty, text.utf8.count <= 200, byProperty.count < Self.maximumKeys
        else { return false }
        if case .bool = value { return false }
        var list = values[key, default: []]
        if list.count < Self.maximumPerKey, !list.contains(value) {
            list.append(value)
            values[key] = list
        }
        return true
    }

    private mutating func add(_ value: JSONValue, resource: String, property: String) {
        let folded = Self.fold(property)
        guard note(value, Key(resource: resource, property: folded)) else { return }
        var all = byProperty[folded, default: []]
        if all.count < Self.maximumPerKey, !all.contains(value) {
            all.append(value)
            byProperty[folded] = all
        }
    }

    /// The thing that a path is about: the last fixed segment, or the one before the named parameter.
    private static func resource(of path: String, before parameter: String? = nil) -> String {
        var last = ""
        for segment in path.split(separator: "/") {
            if segment.contains("{") {
                if let parameter, segment.contains("{\(parameter)}") { break }
                continue
            }
            let isVersion = segment.first == "v" && segment.dropFirst().allSatisfy(\.isNumber) && segment.count > 1
            if !isVersion { last = Words.split(String(segment)).map(Words.singular).joined() }
        }
        return last
    }
}

extension ValuePool {
    /// These values and, after them, those of another pool.
    func merging(_ other: ValuePool) -> ValuePool {
        var merged = self
        merged.values.merge(other.values) { own, others in own + others.filter { !own.contains($0) } }
        merged.byProperty.merge(other.byProperty) { own, others in own + others.filter { !own.contains($0) } }
        return merged
    }
}

extension APIOperation {
    /// What the document calls the things that the operation's success answers with, such as `menuitem`; `nil` where the
    /// schema has no name of its own.
    fileprivate var answeredKind: String? {
        let success = responses.sorted { $0.key < $1.key }.first { $0.key.hasPrefix("2") }?.value
        guard let schema = success?.contents.first(where: \.isJSON)?.schema else { return nil }
        let reference = schema.reference ?? schema.items.first?.reference
        guard let name = reference?.split(separator: "/").last else { return nil }
        var words = Words.split(String(name)).map(Words.singular)
        // `OrderRead` and `OrderResponse` are how an order is shown.
        let forms: Set<String> = [
            "read", "out", "output", "response", "public", "dto", "schema", "model", "view", "detail",
        ]
        while words.count > 1, let last = words.last, forms.contains(last) { words.removeLast() }
        return words.joined()
    }
}
