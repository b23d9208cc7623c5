//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How the operations of a scan are split into parts that do not need each other.
///
/// What belongs to one resource stays together, and so do operations that give each other values, and those about
/// accounts: a part makes, changes and deletes only its own. The same document is always split in the same way.
struct ShardPlan: Sendable, Hashable {
    /// The operations of each part by their ids, in the order of the document; no part is empty.
    let shards: [[String]]

    /// - Parameters:
    ///   - description: The API.
    ///   - policy: What is to be scanned; the operations that it leaves out belong to no part.
    ///   - count: The most parts.
    init(_ description: APIDescription, policy: ScanPolicy, count: Int) {
        let plan = ScanPlan(description: description, policy: policy)
        let ids = description.operations.map(\.id)
        var groups = OperationGroups(ids)
        let model = ResourceModel(description)
        for operation in description.operations {
            if let item = model.resource(of: operation)?.itemPath { groups.join(operation.id, "resource \(item)") }
            if let item = model.resource(madeBy: operation)?.itemPath { groups.join(operation.id, "resource \(item)") }
        }
        let graph = OperationGraph(description)
        // Every scan logs in by itself, so that a token binds nothing together.
        for link in graph.links where link.value != "token" { groups.join(link.producer, link.consumer) }
        for role in graph.accounts { groups.join(role.operation, "accounts") }
        let planned = Set(plan.operations.map(\.id))
        let parts = groups.groups(of: ids.filter(planned.contains))
        shards = Self.distribute(parts, over: count, order: ids)
    }

    /// Gives the largest group to the part that has least, and so on.
    private static func distribute(_ groups: [[String]], over count: Int, order ids: [String]) -> [[String]] {
        var shards = [[String]](repeating: [], count: max(1, min(count, groups.count)))
        let largestFirst = groups.enumerated().sorted {
            ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
        }
        for (_, group) in largestFirst {
            let least = shards.indices.min { (shards[$0].count, $0) < (shards[$1].count, $1) } ?? 0
            shards[least] += group
        }
        let position = Dictionary(
            ids.enumerated().map { ($0.element, $0.offset) },
            uniquingKeysWith: { first, _ in first }
        )
        return shards.filter { !$0.isEmpty }.map { $0.sorted { position[$0, default: 0] < position[$1, default: 0] } }
    }
}

/// Things that belong together because a third one joins them.
private struct OperationGroups {
    private var parents: [String: String] = [:]

    init(_ names: [String]) { for name in names { parents[name] = name } }

    mutating func join(_ first: String, _ second: String) {
        let root = root(of: second)
        parents[self.root(of: first)] = root
        parents[root] = root
    }

    private func root(of name: String) -> String {
        var name = name
        while let parent = parents[name], parent != name { name = parent }
        return name
    }

    /// The names by their groups, both in the order of the names.
    func groups(of names: [String]) -> [[String]] {
        var groups: [[String]] = []
        var places: [String: Int] = [:]
        for name in names {
            let root = root(of: name)
            if let place = places[root] {
                groups[place].append(name)
            } else {
                places[root] = groups.count
                groups.append([name])
            }
        }
        return groups
    }
}
