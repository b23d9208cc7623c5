//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird
import VentiServer
import VentiService

/// Links to reports for people without an account, on the page of a scan.
enum ShareRoutes {
    static func add(to pages: PageRouter) {
        pages.post("/scans/{scan}/shares", back: back) { visit, form in
            let scan = try visit.id("scan")
            guard let format = ReportService.Format(rawValue: form["format"]) else {
                throw ServiceError.invalid("/format", "Choose a format.")
            }
            let days = try form.number("days")
            _ = try await visit.platform.shares.create(of: scan, format, days: days, as: visit.principal)
            return visit.redirect("/scans/\(scan)", done: "shared")
        }
        pages.post("/scans/{scan}/shares/{share}/revoke", back: back) { visit, _ in
            try await visit.platform.shares.revoke(try visit.id("share"), as: visit.principal)
            return visit.redirect("/scans/\(try visit.id("scan"))", done: "unshared")
        }
    }

    private static func back(_ visit: Visit) -> String { "/scans/\(visit.path["scan"] ?? "")" }

    /// What the page of a scan shows; nothing to who may not share, and where nothing is shared.
    static func sharing(_ visit: Visit, _ scan: RecordID) async throws -> ScanResultPage.Sharing? {
        let most = visit.platform.settings.maximumShareDays
        guard visit.may(.shareReports), most > 0 else { return nil }
        let shares = visit.platform.shares
        let links = try await shares.list(of: scan, as: visit.principal)
        let origin = origin(visit.request)
        return ScanResultPage.Sharing(
            href: "/scans/\(scan)",
            hasLinks: !links.isEmpty,
            links: links.map { share in
                ScanResultPage.Link(
                    id: share.id.rawValue,
                    label: ScanResultPage.label(share.format),
                    made: Moment(share.createdAt).text,
                    until: Moment(share.expiresAt).text,
                    used: share.usedAt.map { "last opened \(Moment($0).text)" } ?? "never opened",
                    url: origin + shares.link(to: share).path
                )
            },
            formats: ReportService.Format.allCases.map {
                Choice(value: $0.rawValue, label: ScanResultPage.label($0), isChosen: $0 == .html)
            },
            mostDays: most,
            days: min(7, most)
        )
    }

    /// What the browser has called this server: only a plain loopback goes without TLS.
    private static func origin(_ request: Request) -> String {
        guard let host = request.head.authority, !host.isEmpty else { return "" }
        return "\(BrowserCookie.isPlainLoopback(request) ? "http" : "https")://\(host)"
    }
}
