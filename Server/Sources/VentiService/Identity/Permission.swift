//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One thing that somebody may or may not do.
public enum Permission: String, Sendable, Hashable, Codable, CaseIterable {
    /// See the projects.
    case readProjects = "project:read"
    /// Make, change and delete projects.
    case writeProjects = "project:write"
    /// See the targets.
    case readTargets = "target:read"
    /// Make, change, verify and delete targets.
    case writeTargets = "target:write"
    /// Store credentials for targets. Nobody can read them back.
    case writeCredentials = "target:credentials"
    /// See the documents.
    case readDocuments = "document:read"
    /// Upload documents.
    case writeDocuments = "document:write"
    /// See the scans and their events.
    case readScans = "scan:read"
    /// Start scans that read only: profiles `passive` and `safe`.
    case createScans = "scan:create"
    /// Start scans that create and change objects: profile `active`.
    case createActiveScans = "scan:active"
    /// Start scans that may hurt: profile `dangerous`.
    case createDangerousScans = "scan:dangerous"
    /// Make, change, pause and delete schedules, for profiles that one may start scans of.
    case writeSchedules = "schedule:write"
    /// Take in reports of other tools.
    case importFindings = "finding:import"
    /// Stop a scan.
    case cancelScans = "scan:cancel"
    /// See the findings and reports.
    case readFindings = "finding:read"
    /// Make links to reports that need no account, and revoke them.
    case shareReports = "report:share"
    /// Judge findings: false positives, and taking that back.
    case triageFindings = "finding:triage"
    /// Accept the risk of a finding.
    case acceptFindings = "finding:accept"
    /// See the members.
    case readMembers = "member:read"
    /// Invite, change and disable members.
    case writeMembers = "member:write"
    /// Make and revoke API keys.
    case writeKeys = "key:write"
    /// See whether an emergency stop is engaged.
    case readStops = "stop:read"
    /// Engage and release the emergency stop of the tenant or one of its targets.
    case writeStops = "stop:write"
    /// Engage and release the emergency stop of the whole platform.
    case writeGlobalStops = "stop:global"
    /// Read the audit log.
    case readAudit = "audit:read"
    /// See the queue, and give dead jobs another chance.
    case manageQueue = "queue:manage"
}
