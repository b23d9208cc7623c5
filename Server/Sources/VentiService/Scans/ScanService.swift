//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Scans and their events.
public struct ScanService: Sendable {
    let core: PlatformCore

    /// Which scans are asked for.
    public struct Filter: Sendable {
        /// Only those of a target.
        public var target: RecordID?
        /// Only those in a state.
        public var state: Scan.State?

        /// All scans.
        public init(target: RecordID? = nil, state: Scan.State? = nil) {
            self.target = target
            self.state = state
        }
    }

    /// The scans, newest first.
    public func list(
        _ filter: Filter = Filter(),
        as principal: Principal,
        page: PageRequest = PageRequest()
    ) async throws -> Page<Scan> {
        try principal.require(.readScans)
        var conditions: [RecordCondition] = []
        if let target = filter.target { conditions.append(.id("target", target)) }
        if let state = filter.state { conditions.append(.text("state", state.rawValue)) }
        return try await core.page(page, of: RecordQuery(conditions), in: principal.scope)
    }

    /// One scan.
    public func find(_ id: RecordID, as principal: Principal) async throws -> Scan {
        try principal.require(.readScans)
        return try await core.find(Scan.self, id, in: principal.scope, noun: "scan")
    }

    /// The scanners that a scan can be asked for.
    public var scanners: [ScannerChoice] { core.scanners.entries.map { ScannerChoice($0) } }

    /// Asks for a scan. What is accepted is not lost, whatever dies.
    public func create(
        _ new: NewScan,
        as principal: Principal,
        idempotency: Idempotency? = nil
    ) async throws -> Made<Scan> {
        try principal.require(new.profile.permission)
        let scan = try await prepared(new, in: principal.scope, by: principal.name)
        let now = scan.createdAt
        let note = core.note(principal, "scan.create", "\(scan.profile.rawValue) \(scan.target)")
        let waiting = core.settings.waitingScansPerTenant
        let made = try await core.tracer.span(
            "queue publish",
            .producer,
            attributes: ["venti.scan.id": .text(scan.id.rawValue)]
        ) { _ in
            let job = Job(scan: scan, .interactive, at: now)
            return try await core.store.writePlatform { platform in
                try platform.tenant(principal.scope).once(idempotency, "scan.create", by: principal, at: now) {
                    try platform.enqueue(scan, as: job, waiting: waiting, note)
                    return scan
                }
            }
        }
        core.signal.notify(ScanWorker.queueTopic)
        return made
    }

    /// Judges what was asked for, and the target's address.
    /// - Returns: The scan, which nobody has stored yet.
    func prepared(_ new: NewScan, in scope: TenantScope, by name: String) async throws -> Scan {
        let entry = try new.check(core.settings, core.scanners)
        let target = try await core.find(Target.self, new.target, in: scope, noun: "target")
        let url = try TargetURL(target.url)
        let place = try await core.addresses.admit(host: url.host, port: url.port)
        try entry.check(place)
        guard TargetService(core: core).isVerified(target, place) else {
            throw ServiceError(.targetNotVerified, "Nobody has shown yet that \(url.origin) is yours to scan.")
        }
        let names = new.identities ?? target.identities
        guard Set(names).isSubset(of: target.identities) else {
            throw ServiceError.invalid("/identities", "The target has no such identity.", code: "unknown")
        }
        let now = core.now()
        var scan = Scan(
            id: .make(at: now),
            tenant: scope.tenant,
            project: target.project,
            target: target.id,
            document: new.document,
            state: .queued,
            profile: new.profile,
            scanner: entry.id,
            budget: new.budget,
            identities: names,
            progress: Scan.Progress(),
            findings: Scan.Counts(),
            attempt: 0,
            createdBy: name,
            createdAt: now
        )
        scan.budget.requestsPerSecond = min(new.budget.requestsPerSecond, target.maximumRequestsPerSecond)
        scan.progress.maximumRequests = new.budget.requests
        return scan
    }

    /// Ends a scan. What it has found until then stays.
    public func cancel(_ id: RecordID, as principal: Principal) async throws -> Scan {
        try principal.require(.cancelScans)
        let note = core.note(principal, "scan.cancel")
        let now = core.now()
        let milliseconds = core.milliseconds
        let changed = try await core.store.write(principal.scope) { writer in
            guard var scan = try writer.find(Scan.self, id) else { throw ServiceError.notFound("scan") }
            guard !scan.state.isFinal else { throw ServiceError(.conflict, "The scan is over already.") }
            guard var job = try writer.list(RecordQuery<Job>([.id("subject", id)], limit: 1)).first else { return scan }
            job.cancelRequestedAt = milliseconds
            if job.state == .ready {
                job.state = .cancelled
                job.finishedAt = now
                try writer.end(&scan, .cancelled, "cancelled before it began", at: now)
            }
            try writer.update(job)
            try writer.audit(note, id.rawValue)
            return scan
        }
        core.signal.notify(ScanWorker.controlTopic)
        core.signal.notify(Self.topic(id))
        return changed
    }

    static func topic(_ scan: RecordID) -> String { "scan|\(scan)" }
}

extension Job {
    /// The job of a scan. Scans of one target run one after another.
    init(scan: Scan, _ priority: Priority, at now: Date) {
        self.init(
            id: .make(at: now),
            tenant: scan.tenant,
            subject: scan.id,
            target: scan.target,
            priority: priority,
            state: .ready,
            runAt: now.milliseconds,
            attempt: 0,
            maximumAttempts: 10,
            leaseToken: 0,
            concurrencyKey: "target:\(scan.target)",
            failures: [],
            createdAt: now,
            request: RequestTag.current.isEmpty ? nil : RequestTag.current,
            traceparent: TraceTag.current?.header
        )
    }
}

extension PlatformWriter {
    /// Stores a scan with its job, unless something stands against it.
    /// - Throws: ``ServiceError``, before anything is written.
    func enqueue(_ scan: Scan, as job: Job, waiting: Int, _ note: AuditNote) throws {
        let scope = TenantScope(tenant: scan.tenant)
        let writer = tenant(scope)
        guard let document = scan.document, try writer.find(StoredDocument.self, document) != nil else {
            throw ServiceError.notFound("document")
        }
        guard try writer.find(Target.self, scan.target) != nil else { throw ServiceError.notFound("target") }
        try requireNoStop(scope, target: scan.target)
        let queued = RecordQuery<Scan>([.text("state", Scan.State.queued.rawValue)])
        guard try writer.count(queued) < waiting else {
            throw ServiceError(.rateLimited, "\(waiting) scans wait already.", retryAfterSeconds: 60)
        }
        try writer.insert(scan)
        try writer.insert(job)
        try writer.audit(note, scan.id.rawValue)
    }
}

extension TenantWriter {
    /// Ends a scan that has no report, or whose report is stored with it.
    func end(_ scan: inout Scan, _ state: Scan.State, _ detail: String?, at now: Date) throws {
        scan.state = state
        scan.detail = detail
        scan.finishedAt = now
        try update(scan)
        scan.version += 1
        try append("done", ScanEventData.done(scan), to: scan, at: now)
    }

    /// Adds an event to a scan.
    @discardableResult
    func append(_ kind: String, _ data: String, to scan: Scan, at now: Date) throws -> Int {
        let last = RecordQuery<ScanEventRecord>([.id("scan", scan.id)], order: ["seq"], limit: 1)
        let seq = (try list(last).first?.seq ?? 0) + 1
        try insert(
            ScanEventRecord(
                id: .make(at: now),
                tenant: scan.tenant,
                scan: scan.id,
                seq: seq,
                kind: kind,
                data: data,
                at: now
            )
        )
        return seq
    }
}
