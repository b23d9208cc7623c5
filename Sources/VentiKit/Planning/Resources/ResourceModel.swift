//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The resources of an API and how they hang together.
public struct ResourceModel: Sendable {
    /// The resources, those without parents first, then in the order of the document.
    public let resources: [APIResource]
    private let index: [String: Int]
    private let creators: [String: Int]

    /// Recognises the resources of a description.
    public init(_ description: APIDescription) {
        let byPath = Dictionary(grouping: description.operations, by: \.path)
        let byItem = Dictionary(grouping: description.operations) { Self.itemPath(of: $0.path[...]) ?? "" }
        let verbs = description.operations.filter(Self.isNamedCreator)
        var found: [APIResource] = []
        var seen: Set<String> = [""]
        for operation in description.operations {
            guard let itemPath = Self.itemPath(of: operation.path[...]), seen.insert(itemPath).inserted,
                let slash = itemPath.lastIndex(of: "/")
            else { continue }
            let own = (byPath[itemPath] ?? []) + (byPath[itemPath + "/"] ?? [])
            // `/orders/` is the collection of `/orders/{orderId}` too.
            let collectionPath = String(itemPath[..<slash])
            let collection = (byPath[collectionPath] ?? []) + (byPath[collectionPath + "/"] ?? [])
            var resource = APIResource(
                itemPath: itemPath,
                collectionPath: collectionPath,
                parameter: String(itemPath[slash...].dropFirst(2).dropLast()),
                create: collection.first { $0.method == "POST" },
                list: collection.first { $0.method == "GET" },
                read: own.first { $0.method == "GET" },
                updates: own.filter { $0.method == "PUT" || $0.method == "PATCH" },
                delete: own.first { $0.method == "DELETE" },
                actions: (byItem[itemPath] ?? []).filter { $0.path != itemPath && $0.path != itemPath + "/" }
            )
            if resource.create == nil { resource.create = verbs.first { Self.creates(resource, $0) } }
            found.append(resource)
        }
        let resources = found.enumerated().sorted {
            ($0.element.parentParameters.count, $0.offset) < ($1.element.parentParameters.count, $1.offset)
        }
        .map(\.element)
        self.resources = resources
        index = Dictionary(
            resources.enumerated().map { ($0.element.itemPath, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        creators = Dictionary(
            resources.enumerated().compactMap { position, resource in
                resource.create.map { ($0.id, position) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The resource that an operation is about: whose one thing, or part of one thing, its path leads to.
    public func resource(of operation: APIOperation) -> APIResource? {
        Self.itemPath(of: operation.path[...]).flatMap { index[$0] }.map { resources[$0] }
    }

    /// The resource whose things an operation makes.
    public func resource(madeBy operation: APIOperation) -> APIResource? {
        creators[operation.id].map { resources[$0] }
    }

    /// The resource one of whose things a resource's things belong to, such as folders of documents.
    public func parent(of resource: APIResource) -> APIResource? {
        Self.itemPath(of: resource.collectionPath[...]).flatMap { index[$0] }.map { resources[$0] }
    }

    /// The longest beginning of a path that ends in a parameter: the one thing that the path is about.
    private static func itemPath(of path: Substring) -> String? {
        guard let end = path.lastIndex(of: "}"), let slash = path[..<end].lastIndex(of: "/") else { return nil }
        let segment = path[path.index(after: slash)...end]
        let isWhole = path.index(after: end) == path.endIndex || path[path.index(after: end)] == "/"
        guard segment.first == "{", isWhole else { return nil }
        return String(path[...end])
    }

    /// `POST /orders/create`, `POST /createOrder`: makes something, and says so.
    private static func isNamedCreator(_ operation: APIOperation) -> Bool {
        guard operation.method == "POST" || operation.method == "PUT" else { return false }
        return !Set(words(of: operation)).isDisjoint(with: ["create", "add", "new"])
    }

    private static func creates(_ resource: APIResource, _ operation: APIOperation) -> Bool {
        let noun = resource.noun
        guard !noun.isEmpty, ValueGenerator.templateNames(in: operation.path) == resource.parentParameters else {
            return false
        }
        let words = words(of: operation)
        return words.contains(noun) || words.joined().contains(noun)
    }

    private static func words(of operation: APIOperation) -> [String] {
        let path = operation.path.split(separator: "/").filter { !$0.contains("{") }.suffix(2).map(String.init)
        return (path.flatMap(Words.split) + Words.split(operation.operationID ?? "")).map(Words.singular)
    }
}
