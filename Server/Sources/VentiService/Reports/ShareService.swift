//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// Links to reports for people without an account: made, listed, revoked, opened.
public struct ShareService: Sendable {
    let core: PlatformCore

    /// How many links of one scan may be good at once.
    static let mostPerScan = 20

    /// A report that a link has opened.
    public struct Opened: Sendable {
        /// The report.
        public var text: String
        /// Its format.
        public var format: ReportService.Format
        /// The scan.
        public var scan: RecordID
    }

    /// Makes a link to a report.
    /// - Parameters:
    ///   - scan: The scan, which has a report.
    ///   - format: The format.
    ///   - days: How many days the link is good; at most what the settings say.
    ///   - principal: Who makes it.
    public func create(
        of scan: RecordID,
        _ format: ReportService.Format,
        days: Int,
        as principal: Principal
    ) async throws -> ReportShare {
        try principal.require(.shareReports)
        let most = core.settings.maximumShareDays
        guard most > 0 else { throw ServiceError(.conflict, "This server shares no reports.") }
        guard (1...most).contains(days) else {
            throw ServiceError.invalid("/days", "A link is good for 1 to \(most) days.", code: "range")
        }
        let now = core.now()
        let share = ReportShare(
            id: .make(at: now),
            tenant: principal.scope.tenant,
            scan: scan,
            format: format,
            createdBy: principal.name,
            createdAt: now,
            expiresAt: Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down) + Double(days) * 86_400)
        )
        let note = core.note(principal, "share.create", "\(format.rawValue) of \(scan) for \(days) days")
        try await core.store.write(principal.scope) { writer in
            guard try writer.find(Scan.self, scan) != nil else { throw ServiceError.notFound("scan") }
            guard try writer.find(ScanReportRecord.self, scan) != nil else {
                throw ServiceError(.conflict, "The scan has no report that could be shared.")
            }
            guard try writer.count(Self.good(scan, now)) < Self.mostPerScan else {
                throw ServiceError(.conflict, "There are \(Self.mostPerScan) links to this scan already; revoke one.")
            }
            try writer.insert(share)
            try writer.audit(note, share.id.rawValue)
        }
        return share
    }

    /// The links of a scan that are good, newest first.
    public func list(of scan: RecordID, as principal: Principal) async throws -> [ReportShare] {
        try principal.require(.shareReports)
        let now = core.now()
        return try await core.store.read(principal.scope) { reader in
            guard try reader.find(Scan.self, scan) != nil else { throw ServiceError.notFound("scan") }
            return try reader.list(Self.good(scan, now))
        }
    }

    /// Ends a link.
    public func revoke(_ id: RecordID, as principal: Principal) async throws {
        try principal.require(.shareReports)
        let note = core.note(principal, "share.revoke")
        let now = core.now()
        try await core.store.write(principal.scope) { writer in
            guard var share = try writer.find(ReportShare.self, id), share.revokedAt == nil else {
                throw ServiceError.notFound("link")
            }
            share.revokedAt = now
            try writer.update(share)
            try writer.audit(note, id.rawValue)
        }
    }

    /// The link of a share, for whoever is to have it.
    public func link(to share: ReportShare) -> ShareLink { ShareLink(share, key: core.keys.stableKey(for: "shares")) }

    /// Opens a link, whoever brings it.
    /// - Parameters:
    ///   - link: What the link says.
    ///   - address: Where it is opened from, for the audit log.
    /// - Throws: ``ServiceError`` with code `not-found` where the signature is wrong, or the link is over or revoked.
    public func open(_ link: ShareLink, from address: String = "") async throws -> Opened {
        guard link.isSigned(core.keys.stableKey(for: "shares")) else { throw ServiceError.notFound("link") }
        let over = ServiceError(.notFound, "The link is over, or was revoked.")
        let now = core.now()
        let query = RecordQuery<ReportShare>([.id("id", link.share)], limit: 1)
        guard let share = try await core.store.readPlatform({ try $0.listAll(query) }).first, share.isGood(at: now),
            core.settings.maximumShareDays > 0
        else { throw over }
        let scope = TenantScope(tenant: share.tenant)
        let text = try await ReportService(core: core).text(of: share.scan, share.format, in: scope)
        if now.timeIntervalSince(share.usedAt ?? .distantPast) > 60 {
            let place = address.isEmpty ? "" : " from \(address)"
            let note = core.note("link", "share.open", "\(share.format.rawValue) of \(share.scan)\(place)")
            try await core.store.write(scope) { writer in
                // Revoked in between, it stays revoked.
                guard var current = try writer.find(ReportShare.self, share.id), current.revokedAt == nil else {
                    return
                }
                if current.usedAt == nil { try writer.audit(note, share.id.rawValue) }
                current.usedAt = now
                try writer.update(current)
            }
        }
        return Opened(text: text, format: share.format, scan: share.scan)
    }

    private static func good(_ scan: RecordID, _ now: Date) -> RecordQuery<ReportShare> {
        RecordQuery([.id("scan", scan), .isNull("revokedAt"), .isAfter("expiresAt", .integer(now.milliseconds))])
    }
}
