//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

@testable import VentiService

extension ServerUnderTest {
    /// One record of each kind in the owner's tenant, made anew, by the names of the API's parameters.
    func matrixRecords() async throws -> [String: String] {
        let store = platform.core.store
        let scope = owner.scope
        let now = Date()
        let empty = try await platform.projects.create(name: "Empty", as: owner).value
        // A target nobody listens at: whatever is let in fails for its own reasons, at once.
        let used = try await platform.projects.create(name: "Used", as: owner).value
        let target = try await platform.targets.create(
            .init(name: "T", url: "http://127.0.0.1:1"),
            in: used.id,
            as: owner
        ).value
        let document = try await platform.documents.upload(Array(ToyAPI.document.utf8), name: "a.yaml", as: owner).value
        let scan = Scan(
            id: .make(),
            tenant: scope.tenant,
            project: used.id,
            target: .make(),
            document: document.id,
            state: .completed,
            profile: .safe,
            scanner: "native",
            budget: ScanBudget(),
            identities: [],
            progress: Scan.Progress(),
            findings: Scan.Counts(),
            attempt: 1,
            createdBy: "matrix",
            createdAt: now
        )
        let finding = Finding(
            checkID: "venti.auth.missing",
            title: "T",
            summary: "S",
            severity: .high,
            location: FindingLocation(method: "GET", path: "/a"),
            remediation: "R"
        )
        let report = ScanReport(
            api: APISummary(title: "T", version: "1", documentVersion: "3.0.3", documentName: "a", operations: 1),
            target: target.url,
            profile: .safe,
            startedAt: "2026-01-01T00:00:00Z",
            findings: [finding]
        )
        let prepared = try PreparedReport(report)
        var dead = Job(scan: scan, .interactive, at: now)
        dead.state = .dead
        dead.finishedAt = now
        var failed = scan
        failed.id = .make()
        failed.state = .failed
        dead.subject = failed.id
        let (job, other) = (dead, failed)
        let found = try await store.write(scope) { writer in
            var stored = scan
            try writer.insert(stored)
            try writer.insert(other)
            try writer.insert(job)
            try writer.append("done", "{}", to: stored, at: now)
            try writer.store(prepared, of: &stored, at: now)
            return try writer.list(RecordQuery<TrackedFinding>([.id("firstScan", scan.id)])).first
        }
        let key = try await platform.identity.makeKey(name: "k", role: .viewer, days: 1, as: owner).key
        let member = try await platform.identity.invite(
            email: "m-\(RecordID.make())@example.com",
            name: "",
            role: .viewer,
            as: owner
        ).member
        let stop = try await platform.stops.engage(.target, target: target.id, reason: "matrix", as: owner)
        let share = try await platform.shares.create(of: scan.id, .html, days: 1, as: owner)
        // For what is not under a stop.
        let free = try await platform.targets.create(
            .init(name: "F", url: "http://127.0.0.1:1"),
            in: used.id,
            as: owner
        ).value
        let schedule = try await platform.schedules.create(
            ScheduleInput(name: "N", cron: "@daily", scan: NewScan(target: free.id, document: document.id)),
            as: owner
        ).value
        let imported = try await platform.imports.take(
            Array(#"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "T"}}, "results": []}]}"#.utf8),
            ImportInput(target: free.id, format: .sarif),
            as: owner
        ).value
        return [
            "schedule": schedule.id.rawValue, "import": imported.id.rawValue,
            "project": empty.id.rawValue, "target": free.id.rawValue, "document": document.id.rawValue,
            "scan": scan.id.rawValue, "finding": found?.id.rawValue ?? "", "key": key.id.rawValue,
            "member": member.id.rawValue, "stop": stop.id.rawValue, "job": job.id.rawValue, "slug": "validation",
            "session": RecordID.make().rawValue, "share": share.id.rawValue,
            "shared": platform.shares.link(to: share).path,
        ]
    }
}

extension IdentityService {
    /// The session of an access token.
    func sessionID(of token: String) async throws -> String? {
        try await principal(bearer: token).session?.rawValue
    }
}
