//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiService

/// A scan in a list.
struct ScanRow: Sendable {
    let href: String
    let targetName: String
    let targetURL: String
    let state: String
    let stateKind: String
    let profile: String
    let counts: SeverityCounts
    let coverage: String
    let createdAt: String
    let createdText: String

    init(_ scan: Scan, _ target: Target?) {
        href = "/scans/\(scan.id)"
        targetName = target?.name ?? "A target that is deleted"
        targetURL = target?.url ?? ""
        state = scan.state.rawValue
        stateKind = scan.state.kind
        profile = scan.isImported ? "imported" : scan.profile.rawValue
        counts = SeverityCounts(scan.findings)
        coverage = scan.isImported ? "" : scan.coverage.map { "\($0.reached) of \($0.operations)" } ?? ""
        let made = Moment(scan.createdAt)
        createdAt = made.machine
        createdText = made.text
    }
}

/// A finding in a list.
struct FindingRow: Sendable {
    let id: String
    let severity: String
    let href: String
    let title: String
    let operation: String
    let targetName: String
    let state: String
    let stateKind: String
    let seenAt: String
    let seenText: String

    init(_ finding: TrackedFinding, _ target: Target?) {
        id = finding.id.rawValue
        severity = finding.severity.rawValue
        href = "/findings/\(finding.id)"
        title = finding.title
        operation = finding.operation
        targetName = target?.name ?? "deleted"
        state = finding.state.words
        stateKind = finding.state.kind
        let seen = Moment(finding.lastSeenAt)
        seenAt = seen.machine
        seenText = seen.text
    }
}

extension Visit {
    /// The targets by their ids, as far as somebody may see them.
    func targets(_ needed: some Sequence<RecordID> = [RecordID]()) async throws -> [RecordID: Target] {
        guard may(.readTargets) else { return [:] }
        let page = try await platform.targets.list(as: principal, page: PageRequest(limit: 200))
        var known = Dictionary(page.items.map { ($0.id, $0) }) { first, _ in first }
        guard page.next != nil else { return known }
        for id in Set(needed) where known[id] == nil {
            if let target = try? await platform.targets.find(id, as: principal) { known[id] = target }
        }
        return known
    }
}
