//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One report out of those of the parts of a scan.
struct ShardedReport: Sendable {
    let request: ScanRequest
    let description: APIDescription
    let shards: [[String]]

    /// - Parameters:
    ///   - reports: The reports by the numbers of their parts.
    ///   - errors: What the parts without a report met.
    /// - Returns: The report, or `nil` where no part has one.
    func merge(_ reports: [Int: ScanReport], errors: [String]) -> ScanReport? {
        let parts = reports.sorted { $0.key < $1.key }
        guard var merged = parts.first?.value else { return nil }
        merged.seed = request.policy.seed
        merged.startedAt = parts.map(\.value.startedAt).min() ?? merged.startedAt
        merged.elapsedSeconds = parts.map(\.value.elapsedSeconds).max() ?? 0
        (merged.outcome, merged.outcomeDetail) = outcome(parts.map(\.value), errors)
        merged.findings = findings(parts.map(\.value))
        merged.coverage = coverage(reports)
        merged.identities = identities(parts.map(\.value))
        merged.statistics = statistics(parts.map(\.value))
        var seen: Set<String> = []
        merged.diagnostics = parts.flatMap(\.value.diagnostics).filter { seen.insert($0.description).inserted }
        merged.tls = parts.lazy.compactMap(\.value.tls).first
        merged.accessMatrix.operations = accesses(reports)
        merged.accessMatrix.objects = parts.flatMap(\.value.accessMatrix.objects)
        return merged
    }

    /// The worst of all: a scan is complete only where each of its parts is.
    private func outcome(_ reports: [ScanReport], _ errors: [String]) -> (ScanReport.Outcome, String?) {
        let missing = shards.count - reports.count
        // Where one part cannot be, the others are cancelled: that is not what happened.
        if missing > 0, !errors.isEmpty || !reports.contains(where: { $0.outcome == .cancelled }) {
            return (
                .failed,
                "\(missing) of \(shards.count) parts of the scan have no report: \(errors.first ?? "they ended without one")"
            )
        }
        let worst: [ScanReport.Outcome] = [.failed, .cancelled, .deadlineReached, .budgetExhausted]
        for outcome in worst {
            if let report = reports.first(where: { $0.outcome == outcome }) { return (outcome, report.outcomeDetail) }
        }
        return (.completed, nil)
    }

    /// Each finding once: the most certain, with all the operations that any part saw it affect.
    private func findings(_ reports: [ScanReport]) -> [Finding] {
        var found: [Fingerprint: Finding] = [:]
        for finding in reports.flatMap(\.findings) {
            guard let known = found[finding.fingerprint] else {
                found[finding.fingerprint] = finding
                continue
            }
            var best = finding.confidence > known.confidence ? finding : known
            let affected = Set(known.affectedOperations + finding.affectedOperations)
            let order = description.operations.map(\.id)
            best.affectedOperations = order.filter(affected.contains) + affected.subtracting(order).sorted()
            found[finding.fingerprint] = best
        }
        return found.values.inReportOrder()
    }

    /// What each operation's own part says of it; of those in no part, the first says why they were left out.
    private func coverage(_ reports: [Int: ScanReport]) -> ScanCoverage {
        let owners = owners()
        let all = reports.mapValues { report in
            Dictionary(report.coverage.operations.map { ($0.operation, $0) }, uniquingKeysWith: { first, _ in first })
        }
        let operations = description.operations.map { operation -> OperationCoverage in
            if let owner = owners[operation.id] {
                return all[owner]?[operation.id]
                    ?? OperationCoverage(operation: operation.id, skippedBecause: "its part of the scan has no report")
            }
            let left = ScanPlan(description: description, policy: request.policy).skipped
            let reason = left.first { $0.operation.id == operation.id }?.reason ?? "left out by the policy"
            return OperationCoverage(operation: operation.id, skippedBecause: reason)
        }
        return ScanCoverage(operations: operations)
    }

    private func accesses(_ reports: [Int: ScanReport]) -> [OperationAccess] {
        let owners = owners()
        let all = reports.mapValues { report in
            Dictionary(
                report.accessMatrix.operations.map { ($0.operation, $0) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        return description.operations.compactMap { operation in
            owners[operation.id].map { all[$0]?[operation.id] }
                ?? all.sorted { $0.key < $1.key }.lazy.compactMap { $0.value[operation.id] }.first
        }
    }

    /// The part that each operation is in.
    private func owners() -> [String: Int] {
        Dictionary(
            shards.enumerated().flatMap { shard in shard.element.map { ($0, shard.offset) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// An identity that one part saw work does.
    private func identities(_ reports: [ScanReport]) -> [IdentityOutcome] {
        var names: [String] = []
        var outcomes: [String: IdentityOutcome] = [:]
        for outcome in reports.flatMap(\.identities) {
            guard var known = outcomes[outcome.name] else {
                names.append(outcome.name)
                outcomes[outcome.name] = outcome
                continue
            }
            let reached = (known.operationsReached ?? 0) + (outcome.operationsReached ?? 0)
            if outcome.works, !known.works { known = outcome }
            known.operationsReached = reached
            outcomes[outcome.name] = known
        }
        return names.compactMap { outcomes[$0] }
    }

    private func statistics(_ reports: [ScanReport]) -> ScanStatistics {
        var sum = ScanStatistics()
        for statistics in reports.map(\.statistics) {
            sum.requestsSent += statistics.requestsSent
            sum.responses.merge(statistics.responses) { $0 + $1 }
            sum.failures.merge(statistics.failures) { $0 + $1 }
            for refused in statistics.refused where sum.refused.count < 100 && !sum.refused.contains(refused) {
                sum.refused.append(refused)
            }
            sum.latencyP50Milliseconds = max(sum.latencyP50Milliseconds, statistics.latencyP50Milliseconds)
            sum.latencyP95Milliseconds = max(sum.latencyP95Milliseconds, statistics.latencyP95Milliseconds)
            if let delay = statistics.pacingDelayP99Milliseconds {
                sum.pacingDelayP99Milliseconds = max(sum.pacingDelayP99Milliseconds ?? 0, delay)
            }
        }
        return sum
    }
}
