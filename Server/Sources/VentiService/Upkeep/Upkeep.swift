//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

package import Foundation
import Logging

/// Removes what nobody needs any more, and writes into each tenant's audit log what of it was removed.
public struct Upkeep: Sendable {
    let core: PlatformCore

    /// How many transactions one look has for each kind. What is left then is removed the next time.
    private static let mostBatches = 1_000

    /// Removes what is old enough, now and from time to time, until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do {
                // A clock that was put forward makes nothing old for a day: it may be wrong, and what is gone is gone.
                core.lookAtClock()
                let doubt = core.watch.ahead(within: .seconds(86_400))
                let removed = try await prune(by: "upkeep", doubting: doubt).filter { $0.value > 0 }
                if !removed.isEmpty {
                    let counts = removed.map { ($0.key.rawValue, Logger.MetadataValue("\($0.value)")) }
                    core.logger.info("old records are removed", metadata: Logger.Metadata(uniqueKeysWithValues: counts))
                }
            } catch is CancellationError {
                return
            } catch {
                core.logger.error("old records could not be removed", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: core.settings.retention.interval)
        }
    }

    /// Removes what is old enough, because somebody asks for it.
    /// - Returns: How many records of each kind were removed.
    public func prune(as principal: Principal) async throws -> [Prunable: Int] {
        try principal.require(.manageQueue)
        return try await prune(by: core.note(principal, "").actor)
    }

    /// How many records of each kind pruning would remove now; none of a kind that stays for ever. Nothing changes.
    package func preview() async throws -> [Prunable: Int] {
        let cutoffs = Prunable.allCases.compactMap { kind in cutoff(kind).map { (kind, $0) } }
        return try await core.store.readPlatform { reader in
            var counts: [Prunable: Int] = [:]
            for (kind, time) in cutoffs { counts[kind] = try reader.prunable(kind, before: time) }
            return counts
        }
    }

    /// Removes what is old enough.
    /// - Parameters:
    ///   - actor: Who does, for the audit log.
    ///   - doubt: How many seconds younger everything may be than the clock says.
    /// - Returns: How many records of each kind were removed; none of a kind that stays for ever.
    @discardableResult
    package func prune(by actor: String = "upkeep", doubting doubt: TimeInterval = 0) async throws -> [Prunable: Int] {
        var removed: [Prunable: Int] = [:]
        for kind in Prunable.allCases {
            guard let time = cutoff(kind) else { continue }
            removed[kind] = try await prune(kind, before: time - Int64(doubt * 1_000), by: actor)
        }
        return removed
    }

    private func prune(_ kind: Prunable, before time: Int64, by actor: String) async throws -> Int {
        let limit = max(1, core.settings.retention.batch)
        var total = 0
        for _ in 0..<Self.mostBatches {
            try Task.checkCancellation()
            let note = core.note(actor, "upkeep.prune")
            let limitText = Timestamp.text(Date(milliseconds: time))
            let count = try await core.store.writePlatform { platform in
                let removed = try platform.prune(kind, before: time, limit: limit)
                for (tenant, count) in removed.sorted(by: { $0.key < $1.key }) {
                    var written = note
                    written.detail = "\(count) that were over before \(limitText)"
                    try platform.tenant(TenantScope(tenant: tenant)).audit(written, kind.rawValue)
                }
                return removed.values.reduce(0, +)
            }
            total += count
            if count < limit { break }
            // Whoever else wants to write, here or in another process, comes first.
            try await Task.sleep(for: .milliseconds(10))
        }
        return total
    }

    /// What was over before then goes, in milliseconds since 1970; `nil` where nothing does.
    private func cutoff(_ kind: Prunable) -> Int64? {
        let retention = core.settings.retention
        let seconds: TimeInterval
        switch kind {
        case .events:
            guard retention.eventDays > 0 else { return nil }
            seconds = Double(retention.eventDays) * 86_400
        case .answers: seconds = Idempotency.lifetime
        case .sessions, .spentTokens, .shares: seconds = Double(max(0, retention.endedDays)) * 86_400
        }
        return core.milliseconds - Int64(seconds * 1_000)
    }
}
