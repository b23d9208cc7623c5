//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
public import VentiKit

/// What scans have found.
public struct FindingService: Sendable {
    let core: PlatformCore

    /// Which findings are asked for.
    public struct Filter: Sendable {
        /// Only those of a project.
        public var project: RecordID?
        /// Only those of a target.
        public var target: RecordID?
        /// Only those in one of these states; none stands for all.
        public var states: [TrackedFinding.State]
        /// Only those of one of these severities; none stands for all.
        public var severities: [Severity]
        /// Only those whose title, operation or summary holds a text.
        public var text: String?

        /// All findings.
        public init(
            project: RecordID? = nil,
            target: RecordID? = nil,
            states: [TrackedFinding.State] = [],
            severities: [Severity] = [],
            text: String? = nil
        ) {
            self.project = project
            self.target = target
            self.states = states
            self.severities = severities
            self.text = text
        }

        var conditions: [RecordCondition] {
            var result: [RecordCondition] = []
            if let project { result.append(.id("project", project)) }
            if let target { result.append(.id("target", target)) }
            if !states.isEmpty { result.append(.isIn("state", states.map { .text($0.rawValue) })) }
            if !severities.isEmpty { result.append(.isIn("rank", severities.map { .integer(Int64($0.rank)) })) }
            if let text, !text.isEmpty { result.append(.contains("searchText", text)) }
            return result
        }
    }

    /// The findings, worst first.
    public func list(
        _ filter: Filter = Filter(),
        as principal: Principal,
        page: PageRequest = PageRequest()
    ) async throws -> Page<TrackedFinding> {
        try principal.require(.readFindings)
        return try await core.page(
            page,
            of: RecordQuery(filter.conditions, order: ["rank", "id"]),
            in: principal.scope,
            position: { [.integer(Int64($0.rank)), .text($0.id.rawValue)] }
        )
    }

    /// How many findings there are of each severity among those that a filter lets through.
    public func counts(_ filter: Filter = Filter(), as principal: Principal) async throws -> Scan.Counts {
        try principal.require(.readFindings)
        return try await core.store.read(principal.scope) { reader in
            var counts = Scan.Counts()
            for severity in Severity.allCases {
                var one = filter
                one.severities = [severity]
                guard filter.severities.isEmpty || filter.severities.contains(severity) else { continue }
                let count = try reader.count(RecordQuery<TrackedFinding>(one.conditions))
                switch severity {
                case .critical: counts.critical = count
                case .high: counts.high = count
                case .medium: counts.medium = count
                case .low: counts.low = count
                case .info: counts.info = count
                }
            }
            return counts
        }
    }

    /// One finding.
    public func find(_ id: RecordID, as principal: Principal) async throws -> TrackedFinding {
        try principal.require(.readFindings)
        return try await core.find(TrackedFinding.self, id, in: principal.scope, noun: "finding")
    }

    /// What the last scan that found it has to say, with the proof.
    public func detail(_ id: RecordID, as principal: Principal) async throws -> Finding {
        let tracked = try await find(id, as: principal)
        let query = RecordQuery<FindingOccurrence>([.id("scan", tracked.lastScan), .id("finding", id)], limit: 1)
        guard let occurrence = try await core.store.read(principal.scope, { try $0.list(query).first }) else {
            throw ServiceError.notFound("finding")
        }
        return try JSONDecoder().decode(Finding.self, from: occurrence.json)
    }

    /// What happened to a finding, oldest first.
    public func history(of id: RecordID, as principal: Principal) async throws -> [FindingChange] {
        _ = try await find(id, as: principal)
        let query = RecordQuery<FindingChange>([.id("finding", id)], ascending: true, limit: 500)
        return try await core.store.read(principal.scope) { try $0.list(query) }
    }

    /// The findings of one scan, worst first, as they are known now.
    public func list(
        of scan: RecordID,
        as principal: Principal,
        page: PageRequest = PageRequest()
    ) async throws -> Page<TrackedFinding> {
        try principal.require(.readFindings)
        _ = try await core.find(Scan.self, scan, in: principal.scope, noun: "scan")
        let occurrences = try await core.page(
            page,
            of: RecordQuery<FindingOccurrence>([.id("scan", scan)], order: ["rank", "id"]),
            in: principal.scope,
            position: { [.integer(Int64($0.rank)), .text($0.id.rawValue)] }
        )
        let ids = occurrences.items.map { RecordValue.text($0.finding.rawValue) }
        let found = try await core.store.read(principal.scope) {
            try $0.list(RecordQuery<TrackedFinding>([.isIn("id", ids)]))
        }
        let byID = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        let items = occurrences.items.compactMap { byID[$0.finding] }
        return Page(items: items, next: occurrences.next, total: occurrences.total)
    }
}
