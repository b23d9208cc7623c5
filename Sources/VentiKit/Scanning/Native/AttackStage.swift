//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A part of the attacks whose findings are confirmed before the next part begins.
///
/// What only reads comes first, then what logs in, changes and deletes, and last the bursts: an attack that ruins the
/// target, or makes it refuse the scan, takes nothing away from what was found before.
struct AttackStage: Sendable {
    /// What the stage does to the target, in a few words.
    var name: String
    var operations: [APIOperation]
    var checks: [any Check]

    /// The stages in their order, without empty ones.
    static func stages(
        of operations: [APIOperation],
        checks: [any Check],
        deletions: [APIOperation] = [],
        effect: (APIOperation) -> OperationEffect
    ) -> [AttackStage] {
        let active = checks.filter { $0 is any ActiveCheck || $0 is any HostCheck }
        // The gentlest first, so that those that go further can leave out what those have found.
        let bursts = active.filter { ($0 as? any ExclusiveCheck)?.isBurst ?? false }.enumerated()
            .sorted { ($0.element.metadata.profile, $0.offset) < ($1.element.metadata.profile, $1.offset) }
            .map(\.element)
        let others = active.filter { check in !bursts.contains { $0.metadata.id == check.metadata.id } }
        func stage(_ name: String, _ effects: Set<OperationEffect>, _ checks: [any Check]) -> AttackStage {
            AttackStage(name: name, operations: operations.filter { effects.contains(effect($0)) }, checks: checks)
        }
        let changing = others.filter { !($0 is any HostCheck) }
        let first = stage("reading and logging in", [.readOnly, .login], others)
        let rest = [
            stage("changing", [.mutating], changing),
            stage("deleting", [.destructive], changing),
            AttackStage(
                name: "deleting what the scan made",
                operations: deletions,
                checks: changing.filter { $0 is any OwnObjectCheck }
            ),
            AttackStage(name: "bursts", operations: operations, checks: bursts),
        ]
        // The checks of the host as a whole need no operation.
        return [first].filter { !$0.checks.isEmpty } + rest.filter { !$0.operations.isEmpty && !$0.checks.isEmpty }
    }
}
