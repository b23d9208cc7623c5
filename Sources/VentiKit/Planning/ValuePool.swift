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
    mutating func harvest(_ value: JSONValue, from operation: APIOperation) {
        var remaining = 2_000
        harvest(value, resource: Self.resource(of: operation.path), depth: 0, remaining: &remaining)
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

    private mutating func add(_ value: JSONValue, resource: String, property: String) {
        guard let text = value.scalarText, !text.isEmpty, text.utf8.count <= 200,
            case let folded = Words.split(property).map(Words.singular).joined(),
            byProperty.count < Self.maximumKeys
        else { return }
        if case .bool = value { return }
        var list = values[Key(resource: resource, property: folded), default: []]
        if list.count < Self.maximumPerKey, !list.contains(value) {
            list.append(value)
            values[Key(resource: resource, property: folded)] = list
        }
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
