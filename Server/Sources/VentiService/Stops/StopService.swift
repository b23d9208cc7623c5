//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

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
        return stop
    }

    /// Lets scans begin again.
    public func release(_ id: RecordID, reason: String, as principal: Principal) async throws {
        guard (1...500).contains(reason.count) else {
            throw ServiceError.invalid("/reason", "A reason has from 1 to 500 characters.", code: "length")
        }
        if !principal.may(.writeGlobalStops) { try principal.require(.writeStops) }
        let note = core.note(principal, "stop.release", reason)
        let now = core.now()
        try await core.store.writePlatform { platform in
            var found: EmergencyStop?
            for scope in [principal.scope, .platform] {
                found = try found ?? platform.tenant(scope).find(EmergencyStop.self, id)
            }
            guard var stop = found, stop.releasedAt == nil else { throw ServiceError.notFound("emergency stop") }
            try principal.require(stop.reach == .global ? .writeGlobalStops : .writeStops)
            stop.releasedAt = now
            stop.releasedBy = principal.name
            try platform.tenant(TenantScope(tenant: stop.tenant)).update(stop)
            try platform.tenant(principal.scope).audit(note, id.rawValue)
        }
        core.signal.notify(ScanWorker.queueTopic)
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
