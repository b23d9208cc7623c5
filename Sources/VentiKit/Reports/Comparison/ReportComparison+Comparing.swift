//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ReportComparison {
    /// Compares two reports.
    ///
    /// - Parameters:
    ///   - old: The earlier report.
    ///   - new: The later report.
    public init(from old: ScanReport, to new: ScanReport) {
        let findings = FindingComparison(from: old, to: new)
        let operations = OperationComparison(from: old.coverage, to: new.coverage)
        let changes = Self.accessChanges(from: old.accessMatrix, to: new.accessMatrix)
        self.init(
            old: Side(old),
            new: Side(new),
            appeared: findings.appeared,
            fixed: findings.fixed,
            notSeen: findings.notSeen,
            unchanged: findings.unchanged,
            changed: findings.changed,
            operationsAdded: operations.added,
            operationsRemoved: operations.removed,
            opened: changes.filter { $0.after == .allowed },
            closed: changes.filter { $0.before == .allowed },
            noLongerReached: operations.noLongerReached,
            newlyReached: operations.newlyReached
        )
    }

    /// What came of the same call by the same identity, where one scan saw it done and the other did not.
    private static func accessChanges(from old: AccessMatrix, to new: AccessMatrix) -> [AccessChange] {
        struct Call: Hashable {
            var operation: OperationKey
            var identity: String
        }
        var before: [Call: AccessOutcome] = [:]
        for access in old.operations {
            for cell in access.cells {
                before[Call(operation: OperationKey(access.operation), identity: cell.identity)] = cell.outcome
            }
        }
        var changes: [AccessChange] = []
        for access in new.operations {
            for cell in access.cells {
                let call = Call(operation: OperationKey(access.operation), identity: cell.identity)
                guard let known = before[call], isFlip(from: known, to: cell.outcome) else { continue }
                changes.append(
                    AccessChange(
                        operation: access.operation,
                        identity: cell.identity,
                        before: known,
                        after: cell.outcome
                    )
                )
            }
        }
        return changes + objectChanges(from: old.objects, to: new.objects)
    }

    private static func objectChanges(from old: [ObjectAccess], to new: [ObjectAccess]) -> [AccessChange] {
        func key(_ access: ObjectAccess) -> ObjectAccess {
            var key = access
            key.object = OperationKey.withoutParameterNames(access.object)
            key.outcome = .notTried
            return key
        }
        let before = Dictionary(old.map { (key($0), $0.outcome) }) { $0.merged(with: $1) }
        return new.compactMap { access in
            guard let known = before[key(access)], isFlip(from: known, to: access.outcome) else { return nil }
            return AccessChange(
                operation: "\(access.verb.rawValue) of \(access.object)",
                identity: access.actor,
                owner: access.owner,
                before: known,
                after: access.outcome
            )
        }
    }

    /// Whether it was done in one scan and, though tried, not in the other.
    private static func isFlip(from old: AccessOutcome, to new: AccessOutcome) -> Bool {
        (old == .allowed) != (new == .allowed) && old != .notTried && new != .notTried
    }
}
