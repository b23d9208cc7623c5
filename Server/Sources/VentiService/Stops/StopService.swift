//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging

/// Emergency stops: all scans of the platform, a tenant or a target end at once, and none begins until somebody releases
/// the stop.
public struct StopService: Sendable {
    let core: PlatformCore

    /// The stops that are engaged and that a principal may know of: the global one, and those of the tenant.
    public func engaged(as principal: Principal) async throws -> [EmergencyStop] {
        try principal.require(.readStops)
        return try await core.store.readPlatform { reader in
            let tenants = [RecordValue.text(RecordID.platform.rawValue), .text(principal.scope.tenant.rawValue)]
            return try reader.listAll(RecordQuery<EmergencyStop>([.isIn("tenant", tenants), .isNull("releasedAt")]))
        }
    }

    /// Ends all scans of the platform, the tenant or a target, now.
    /// - Parameters:
    ///   - reach: What the stop is about.
    ///   - target: The target, where it is about one.
    ///   - reason: Why.
    ///   - principal: Who engages it.
    public func engage(
        _ reach: EmergencyStop.Reach,
        target: RecordID? = nil,
        reason: String,
        as principal: Principal
    ) async throws -> EmergencyStop {
        try principal.require(reach == .global ? .writeGlobalStops : .writeStops)
        guard (1...500).contains(reason.count) else {
            throw ServiceError.invalid("/reason", "A reason has from 1 to 500 characters.", code: "length")
        }
        guard (reach == .target) == (target != nil) else {
            throw ServiceError.invalid("/target", "Exactly a stop of the reach `target` names a target.")
        }
        let now = core.now()
        let stop = EmergencyStop(
            id: .make(at: now),
            tenant: reach == .global ? .platform : principal.scope.tenant,
            reach: reach,
            target: target,
            reason: reason,
            engagedBy: principal.name,
            engagedAt: now
        )
        let note = core.note(principal, "stop.engage", "\(reach.rawValue): \(reason)")
        try await core.store.writePlatform { platform in
            let writer = platform.tenant(principal.scope)
            if let target, try writer.find(Target.self, target) == nil { throw ServiceError.notFound("target") }
            try platform.tenant(TenantScope(tenant: stop.tenant)).insert(stop)
            try writer.audit(note, stop.id.rawValue)
        }
        core.signal.notify(ScanWorker.controlTopic)
        // The stop is in force; what it ends is written down apart, so that nobody waits for it. Releasing does so again.
        do {
            let ended = try await core.store.writePlatform { [core] in
                try $0.end(stop, core.note("stop", "scan.stopped"))
            }
            announce(ended)
        } catch {
            core.logger.warning("scans that wait end with the stop's release", metadata: ["error": "\(error)"])
        }
        return stop
    }

    /// Lets new scans begin. Those that waited or ran when the stop was engaged have ended for good.
    public func release(_ id: RecordID, reason: String, as principal: Principal) async throws {
        guard (1...500).contains(reason.count) else {
            throw ServiceError.invalid("/reason", "A reason has from 1 to 500 characters.", code: "length")
        }
        if !principal.may(.writeGlobalStops) { try principal.require(.writeStops) }
        let note = core.note(principal, "stop.release", reason)
        let now = core.now()
        let ending = core.note("stop", "scan.stopped")
        let ended = try await core.store.writePlatform { platform in
            var found: EmergencyStop?
            for scope in [principal.scope, .platform] {
                found = try found ?? platform.tenant(scope).find(EmergencyStop.self, id)
            }
            guard var stop = found, stop.releasedAt == nil else { throw ServiceError.notFound("emergency stop") }
            try principal.require(stop.reach == .global ? .writeGlobalStops : .writeStops)
            // Nothing new was let in while it stood: whatever is left is of before.
            let ended = try platform.end(stop, ending)
            stop.releasedAt = now
            stop.releasedBy = principal.name
            try platform.tenant(TenantScope(tenant: stop.tenant)).update(stop)
            try platform.tenant(principal.scope).audit(note, id.rawValue)
            return ended
        }
        announce(ended)
        core.signal.notify(ScanWorker.queueTopic)
    }

    /// Tells those who follow scans that they have ended, and workers to look at theirs.
    private func announce(_ ended: [RecordID]) {
        for scan in ended { core.signal.notify(ScanService.topic(scan)) }
        core.signal.notify(ScanWorker.controlTopic)
    }
}

extension PlatformWriter {
    /// Ends the scans that a stop is about: those that wait now, and those that run as soon as their workers hear of it,
    /// however they let go of them.
    /// - Returns: The scans that waited.
    fileprivate func end(_ stop: EmergencyStop, _ note: AuditNote) throws -> [RecordID] {
        let active = [RecordValue.text(Job.State.ready.rawValue), .text(Job.State.running.rawValue)]
        var conditions = [RecordCondition.isIn("state", active), .isNull("stoppedAt")]
        if stop.reach != .global { conditions.append(.id("tenant", stop.tenant)) }
        if let target = stop.target { conditions.append(.id("target", target)) }
        var ended: [RecordID] = []
        for var job in try listAll(RecordQuery<Job>(conditions)) {
            let writer = tenant(job.scope)
            job.stoppedAt = note.at.milliseconds
            if job.state == .ready {
                job.state = .cancelled
                job.finishedAt = note.at
                if var scan = try writer.find(Scan.self, job.subject), !scan.state.isFinal {
                    try writer.end(&scan, .stopped, "ended by an emergency stop while it waited", at: note.at)
                    try writer.audit(note, scan.id.rawValue)
                    ended.append(scan.id)
                }
            }
            try writer.update(job)
        }
        return ended
    }
}

extension PlatformReader {
    /// Passes where no emergency stop stands against a scan.
    /// - Throws: ``ServiceError`` with code `emergency-stop`.
    func requireNoStop(_ scope: TenantScope, target: RecordID) throws {
        let tenants = [RecordValue.text(RecordID.platform.rawValue), .text(scope.tenant.rawValue)]
        let stops = try listAll(RecordQuery<EmergencyStop>([.isIn("tenant", tenants), .isNull("releasedAt")]))
        guard let stop = stops.first(where: { $0.reach != .target || $0.target == target }) else { return }
        throw ServiceError(.emergencyStop, "An emergency stop (\(stop.reach.rawValue)) is engaged: \(stop.reason)")
    }
}
