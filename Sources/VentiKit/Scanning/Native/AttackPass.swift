//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// The third pass: runs the active checks, first those that may run side by side, then the exclusive ones one by one.
final class AttackPass: Sendable {
    let session: ScanSession
    let progress: ScanProgressReporter
    let stage: AttackStage

    init(session: ScanSession, progress: ScanProgressReporter, stage: AttackStage) {
        self.session = session
        self.progress = progress
        self.stage = stage
    }

    /// More requests than this at once drain the pools of small servers, and what follows is noise.
    private static let maximumWidth = 4

    /// One check at one operation, or at the host.
    private struct Unit: Sendable {
        var check: any Check
        var operation: APIOperation?
    }

    /// What was checked since the target was last known to be well.
    private let window = Mutex<[Unit]>([])
    /// What was checked in a poisoned window, and is checked again.
    private let spoiled = Mutex<[Unit]>([])

    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/budgetExhausted``; `CancellationError`.
    func run() async throws {
        let (operations, checks) = (stage.operations, stage.checks)
        let hostUnits = checks.filter { $0 is any HostCheck }.map { Unit(check: $0) }
        let shared = checks.filter { $0 is any ActiveCheck && !($0 is any ExclusiveCheck) }
        let exclusive = checks.compactMap { $0 as? any ExclusiveCheck }
        // Made one by one: of a large API they are hundreds of thousands.
        let sharedUnits = operations.lazy.flatMap { operation in
            shared.lazy.map { Unit(check: $0, operation: operation) }
        }
        let exclusiveUnits = exclusive.lazy.flatMap { check in
            operations.lazy.map { Unit(check: check, operation: $0) }
        }
        await progress.begin(
            .attack,
            units: hostUnits.count + operations.count * (shared.count + exclusive.count),
            detail: "\(checks.count) checks, \(stage.name)"
        )

        let width = max(1, min(session.policy.concurrency, Self.maximumWidth))
        try await withThrowingTaskGroup(of: Void.self) { group in
            var begun = 0
            func begin(_ unit: Unit) async throws {
                if begun >= width { try await group.next() }
                begun += 1
                group.addTask { try await self.run(unit) }
            }
            for unit in hostUnits { try await begin(unit) }
            for unit in sharedUnits { try await begin(unit) }
            try await group.waitForAll()
        }
        for unit in exclusiveUnits {
            try await session.client.withExclusiveAccess { try await self.run(unit) }
        }
        do {
            try await guardState(isDue: true)
            // Once more is enough: a target that is ruined again and again stops the scan by its canary.
            for unit in spoiled.withLock({ $0 }) {
                try await session.client.withExclusiveAccess { try await self.run(unit) }
            }
            try await guardState(isDue: true)
        } catch let error as ProbeError where error.code == .budgetExhausted {
            // All checks have run; their findings are still replayed.
        }
    }

    private func run(_ unit: Unit) async throws {
        try Task.checkCancellation()
        let id = unit.check.metadata.id
        if let operation = unit.operation, session.withState({ $0.quarantined.contains(operation.id) }) { return }
        let context = CheckContext(
            description: session.orderedDescription,
            policy: session.policy,
            identities: session.identityNames,
            checkID: id,
            prober: session
        )
        var reason: String?
        var isUnanswered = false
        do {
            let findings: [Finding]
            if let operation = unit.operation, let check = unit.check as? any ActiveCheck {
                findings = try await check.probe(operation, in: context)
            } else if let check = unit.check as? any HostCheck {
                findings = try await check.probe(in: context)
            } else {
                return
            }
            session.withState { state in
                for finding in findings {
                    state.findings.add(state.redactor.redact(finding), purpose: .attack, number: state.lastNumber)
                }
            }
        } catch let skipped as CheckSkipped {
            reason = skipped.reason
        } catch let error as ProbeError where error.code != .budgetExhausted {
            reason = "no answer (\(error.code))"
            isUnanswered = error.code != .outOfScope
        } catch let error as ScanError {
            reason = error.message
        }
        // Without a canary nobody would ever empty the window.
        if session.withState({ $0.canary != nil }) { window.withLock { $0.append(unit) } }
        note(unit, skippedBecause: reason)
        await progress.advance(session, activity: "\(unit.operation?.id ?? "host") \(id.shortName)")
        try await guardState(isDue: isUnanswered)
    }

    /// Looks whether the target still is itself. What was checked since it last was is checked again later.
    private func guardState(isDue: Bool) async throws {
        switch try await session.lookAtCanary(isDue: isDue) {
        case .notDue: break
        case .healthy: window.withLock { $0 = [] }
        case .recovered:
            let units = window.withLock { units in
                defer { units = [] }
                return units
            }
            spoiled.withLock { $0 += units }
        }
    }

    private func note(_ unit: Unit, skippedBecause reason: String?) {
        let id = unit.check.metadata.id
        guard let operation = unit.operation else {
            // Of a check that also looks at answers, each operation says whether it ran there.
            if reason == nil, !(unit.check is any PassiveCheck) { session.withState { _ = $0.checksRun.insert(id) } }
            return
        }
        session.withState { state in
            var coverage = state.coverage[operation.id] ?? OperationCoverage(operation: operation.id)
            if let reason {
                coverage.checksSkipped.append(.init(check: id, reason: reason))
            } else {
                coverage.checksRun.append(id)
            }
            state.coverage[operation.id] = coverage
        }
    }
}
