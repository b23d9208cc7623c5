//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Scans that are asked for by the clock.
public struct ScheduleService: Sendable {
    let core: PlatformCore

    /// The schedules, newest first; of one target where it is named.
    public func list(
        of target: RecordID? = nil,
        as principal: Principal,
        page: PageRequest = PageRequest()
    ) async throws -> Page<Schedule> {
        try principal.require(.readScans)
        let conditions = target.map { [RecordCondition.id("target", $0)] } ?? []
        return try await core.page(page, of: RecordQuery(conditions), in: principal.scope)
    }

    /// One schedule.
    public func find(_ id: RecordID, as principal: Principal) async throws -> Schedule {
        try principal.require(.readScans)
        return try await core.find(Schedule.self, id, in: principal.scope, noun: "schedule")
    }

    /// Makes a schedule. Whoever makes it answers for its scans: they stop when he may not start them any more.
    public func create(
        _ input: ScheduleInput,
        as principal: Principal,
        idempotency: Idempotency? = nil
    ) async throws -> Made<Schedule> {
        let now = core.now()
        let (cron, next) = try check(input, principal, at: now)
        let most = core.settings.schedulesPerTenant
        let note = core.note(principal, "schedule.create", "\(cron) \(input.timeZone) \(input.scan.profile.rawValue)")
        return try await core.store.write(principal.scope) { writer in
            try writer.once(idempotency, "schedule.create", by: principal, at: now) {
                guard try writer.count(RecordQuery<Schedule>()) < most else {
                    throw ServiceError(.conflict, "There are \(most) schedules already: delete one that is not needed.")
                }
                let target = try writer.scheduled(input.scan)
                var schedule = Schedule(
                    id: .make(at: now),
                    tenant: principal.scope.tenant,
                    project: target.project,
                    target: target.id,
                    document: input.scan.document,
                    name: input.name,
                    cron: cron,
                    timeZone: input.timeZone,
                    profile: input.scan.profile,
                    budget: input.scan.budget,
                    missed: input.missed,
                    responsible: Schedule.Responsible(principal),
                    createdAt: now
                )
                schedule.take(input, cron, next, principal)
                try writer.insert(schedule)
                try writer.audit(note, schedule.id.rawValue)
                return schedule
            }
        }
    }

    /// Changes a schedule. Whoever changes it answers for its scans from now on.
    /// - Parameters:
    ///   - id: The schedule.
    ///   - input: What it is to be; its target stays what it was.
    ///   - version: The version that the change was made from; `nil` for whichever it is.
    ///   - principal: Who changes it.
    public func change(
        _ id: RecordID,
        to input: ScheduleInput,
        version: Int? = nil,
        as principal: Principal
    ) async throws -> Schedule {
        let now = core.now()
        let (cron, next) = try check(input, principal, at: now)
        let note = core.note(principal, "schedule.change", "\(cron) \(input.timeZone) \(input.scan.profile.rawValue)")
        return try await core.store.write(principal.scope) { writer in
            var schedule = try writer.schedule(id, for: principal)
            try schedule.require(version)
            guard schedule.target == input.scan.target else {
                throw ServiceError.invalid("/target_id", "A schedule keeps its target: make another one.")
            }
            _ = try writer.scheduled(input.scan)
            schedule.take(input, cron, next, principal)
            if schedule.isEnabled { schedule.nextRunAt = try schedule.nextTime(after: now) }
            try writer.update(schedule)
            try writer.audit(note, id.rawValue)
            schedule.version += 1
            return schedule
        }
    }

    /// Pauses a schedule, or lets it go on from its next time.
    public func setEnabled(_ isEnabled: Bool, _ id: RecordID, as principal: Principal) async throws -> Schedule {
        try principal.require(.writeSchedules)
        let now = core.now()
        let note = core.note(principal, isEnabled ? "schedule.resume" : "schedule.pause")
        return try await core.store.write(principal.scope) { writer in
            var schedule = try writer.schedule(id, for: principal)
            guard schedule.isEnabled != isEnabled else { return schedule }
            schedule.nextRunAt = isEnabled ? try schedule.nextTime(after: now) : nil
            schedule.pausedBecause = nil
            // Who lets it go on answers for it.
            if isEnabled { schedule.responsible = Schedule.Responsible(principal) }
            try writer.update(schedule)
            try writer.audit(note, id.rawValue)
            schedule.version += 1
            return schedule
        }
    }

    /// Deletes a schedule. Its scans stay.
    public func delete(_ id: RecordID, version: Int? = nil, as principal: Principal) async throws {
        try principal.require(.writeSchedules)
        let note = core.note(principal, "schedule.delete")
        try await core.store.write(principal.scope) { writer in
            try writer.schedule(id, for: principal).require(version)
            try writer.delete(RecordQuery<Schedule>([.id("id", id)]))
            try writer.audit(note, id.rawValue)
        }
    }

    private func check(
        _ input: ScheduleInput,
        _ principal: Principal,
        at now: Date
    ) throws -> (cron: String, next: Date) {
        try principal.require(.writeSchedules)
        try principal.require(input.scan.profile.permission)
        _ = try input.scan.check(core.settings, core.scanners)
        return try input.check(core.settings, at: now)
    }
}

extension TenantWriter {
    /// A schedule that somebody wants to change, pause, resume or delete: only who may start its scans may do so.
    /// - Throws: ``ServiceError`` with code `not-found` or `forbidden`.
    fileprivate func schedule(_ id: RecordID, for principal: Principal) throws -> Schedule {
        guard let schedule = try find(Schedule.self, id) else { throw ServiceError.notFound("schedule") }
        try principal.require(schedule.profile.permission)
        return schedule
    }

    /// The target of a scan that is asked for by the clock.
    /// - Throws: ``ServiceError`` where something that the scan names is not there.
    fileprivate func scheduled(_ scan: NewScan) throws -> Target {
        guard let target = try find(Target.self, scan.target) else { throw ServiceError.notFound("target") }
        guard try find(StoredDocument.self, scan.document) != nil else { throw ServiceError.notFound("document") }
        guard Set(scan.identities ?? []).isSubset(of: target.identities) else {
            throw ServiceError.invalid("/identities", "The target has no such identity.", code: "unknown")
        }
        return target
    }
}

extension Schedule.Responsible {
    init(_ principal: Principal) { self.init(id: principal.id, kind: principal.kind, name: principal.name) }
}

extension Schedule {
    fileprivate mutating func take(_ input: ScheduleInput, _ cron: String, _ next: Date, _ principal: Principal) {
        document = input.scan.document
        name = input.name
        self.cron = cron
        timeZone = input.timeZone
        profile = input.scan.profile
        scanner = input.scan.scanner
        identities = input.scan.identities
        budget = input.scan.budget
        missed = input.missed
        responsible = Responsible(principal)
        nextRunAt = input.isEnabled ? next.milliseconds : nil
        pausedBecause = nil
    }
}
