//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiServer
import VentiService

/// Where everything stands.
enum OverviewRoutes {
    static func add(to pages: PageRouter) {
        pages.get("/") { visit in
            guard visit.may(.readScans) else { return visit.redirect("/settings") }
            let platform = visit.platform
            let scans = try await platform.scans.list(as: visit.principal, page: PageRequest(limit: 60)).items
            let targets = try await visit.targets(scans.map(\.target))
            var counts = Scan.Counts()
            if visit.may(.readFindings) {
                let open = FindingService.Filter(states: TrackedFinding.State.active)
                counts = try await platform.findings.counts(open, as: visit.principal)
            }
            var events: [RecordID: Int] = [:]
            for scan in scans where !scan.state.isFinal {
                events[scan.id] = try await visit.events(of: scan.id).last?.seq ?? 0
            }
            return try visit.html(
                OverviewPage(
                    page: try await visit.chrome("Overview", .overview),
                    mayScan: visit.may(.createScans),
                    counts: counts,
                    scans: scans,
                    events: events,
                    targets: targets
                )
            )
        }
    }
}

extension Visit {
    /// The events of a scan until now.
    func events(of scan: RecordID) async throws -> [ScanEventRecord] {
        var all: [ScanEventRecord] = []
        for _ in 0..<50 {
            let next = try await platform.scans.events(of: scan, after: all.last?.seq ?? 0, as: principal)
            all += next
            if next.count < 200 { break }
        }
        return all
    }
}
