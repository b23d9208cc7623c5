//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiService

/// Where everything stands.
struct OverviewPage: PageView {
    /// The open findings of a severity.
    struct Stat: Sendable {
        let severity: String
        let count: Int
        let label: String
        let href: String
        let isZero: Bool
    }

    /// The scans that run.
    struct Running: Sendable {
        let title: String
        let scans: [RunningScan]
    }

    /// A scan that runs.
    struct RunningScan: Sendable {
        let id: String
        let seq: Int
        let href: String
        let targetName: String
        let phase: String
        let sent: String
        let most: String
        let fraction: String
        let percent: String
    }

    /// How much of a target the last scan has reached.
    struct Coverage: Sendable {
        let href: String
        let name: String
        let reached: Int
        let operations: Int
        let kind: String
    }

    let template = "overview"
    let page: Chrome
    let lead: String
    let mayScan: Bool
    let welcome: Bool
    let hasScans: Bool
    let stats: [Stat]
    let ring: Ring
    let running: Running?
    let trend: Trend
    let coverage: [Coverage]
    let scans: [ScanRow]

    init(
        page: Chrome,
        mayScan: Bool,
        counts: Scan.Counts,
        scans: [Scan],
        events: [RecordID: Int],
        targets: [RecordID: Target]
    ) {
        self.page = page
        self.mayScan = mayScan
        lead = "\(counts.total.counted("open finding")) on \(targets.count.counted("target"))."
        welcome = scans.isEmpty
        hasScans = !scans.isEmpty
        stats = counts.bySeverity.map {
            Stat(
                severity: $0.0,
                count: $0.1,
                label: $0.0.prefix(1).uppercased() + $0.0.dropFirst(),
                href: "/findings?state=active&severity=\($0.0)",
                isZero: $0.1 == 0
            )
        }
        ring = Ring(counts)
        let active = scans.filter { !$0.state.isFinal }.map { scan in
            RunningScan(
                id: scan.id.rawValue,
                seq: events[scan.id] ?? 0,
                href: "/scans/\(scan.id)",
                targetName: targets[scan.target]?.name ?? "deleted",
                phase: scan.state == .queued ? "queued" : scan.progress.phase,
                sent: scan.progress.requestsSent.words,
                most: scan.progress.maximumRequests.words,
                fraction: "\(scan.progress.fraction)",
                percent: "\(Int(scan.progress.fraction * 100)) %"
            )
        }
        running = active.isEmpty ? nil : Running(title: active.count.counted("scan"), scans: active)
        // What other tools have found says nothing of how much there is, nor of what was reached.
        let whole = scans.filter { $0.state == .completed && $0.coverage != nil && !$0.isImported }
        trend = Trend(whole.prefix(12).reversed(), targets)
        var seen: Set<RecordID> = []
        coverage = whole.filter { targets[$0.target] != nil && seen.insert($0.target).inserted }
            .prefix(8).compactMap { scan in
                guard let reach = scan.coverage, let target = targets[scan.target] else { return nil }
                let isMost = reach.reached * 3 >= reach.operations * 2
                return Coverage(
                    href: "/scans/\(scan.id)",
                    name: target.name,
                    reached: reach.reached,
                    operations: max(1, reach.operations),
                    kind: isMost ? "good" : ""
                )
            }
        self.scans = scans.prefix(8).map { ScanRow($0, targets[$0.target]) }
    }
}
