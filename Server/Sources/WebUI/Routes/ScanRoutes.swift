//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import VentiKit
import VentiServer
import VentiService

/// Scans: all of them, one that runs, what came of one, and what differs between two.
enum ScanRoutes {
    static func add(to pages: PageRouter) {
        let ui = pages.ui
        pages.get("/scans") { visit in try visit.html(try await list(visit)) }
        pages.get("/scans/{scan}") { visit in
            let scan = try await visit.platform.scans.find(try visit.id("scan"), as: visit.principal)
            let target = try? await visit.platform.targets.find(scan.target, as: visit.principal)
            let page = try await visit.chrome(target?.name ?? "Scan", .scans)
            guard scan.state.isFinal else {
                let live = LiveScanPage(
                    scan,
                    target,
                    try await visit.events(of: scan.id),
                    page: page,
                    mayCancel: visit.may(.cancelScans),
                    now: Date()
                )
                return try visit.html(live)
            }
            return try visit.html(ScanResultPage(try await result(visit, scan, target), page: page))
        }
        pages.get("/scans/{scan}/events") { visit in
            let name = HTTPField.Name("last-event-id")
            let last = name.flatMap { visit.request.headers[$0] }
            let stream = EventStream(
                platform: visit.platform,
                state: ui.state,
                scan: try visit.id("scan"),
                principal: visit.principal,
                lastEventID: last ?? visit.query["after"]
            )
            return try await stream.response(mostStreams: ui.configuration.streamsPerPrincipal)
        }
        pages.post("/scans/{scan}/cancel", back: { "/scans/\($0.path["scan"] ?? "")" }) { visit, _ in
            let id = try visit.id("scan")
            _ = try await visit.platform.scans.cancel(id, as: visit.principal)
            return visit.redirect("/scans/\(id)", done: "cancelled")
        }
        pages.get("/scans/{scan}/report") { visit in try await report(visit) }
        pages.get("/scans/{scan}/difference") { visit in try visit.html(try await difference(visit)) }
    }

    private static func list(_ visit: Visit) async throws -> ScansPage {
        let state = Scan.State(rawValue: visit.query["state"])
        let list = try await visit.platform.scans.list(
            ScanService.Filter(state: state),
            as: visit.principal,
            page: visit.pageRequest()
        )
        let targets = try await visit.targets(list.items.map(\.target))
        let all = Tab(href: "/scans", label: "All", isCurrent: state == nil)
        let tabs = Scan.State.allCases.map {
            let label = $0.rawValue.prefix(1).uppercased() + $0.rawValue.dropFirst()
            return Tab(href: "/scans?state=\($0.rawValue)", label: label, isCurrent: $0 == state)
        }
        return ScansPage(
            page: try await visit.chrome("Scans", .scans),
            total: list.total.counted("scan"),
            mayScan: visit.may(.createScans),
            hasItems: !list.items.isEmpty,
            scans: list.items.map { ScanRow($0, targets[$0.target]) },
            tabs: [all] + tabs,
            pager: Pager(list, path: "/scans", query: [("state", visit.query["state"])], cursor: visit.query["cursor"])
        )
    }

    /// The scans of the same target that came to their end before, newest first.
    private static func earlier(_ visit: Visit, _ scan: Scan) async throws -> [Scan] {
        let filter = ScanService.Filter(target: scan.target)
        return try await visit.platform.scans.list(filter, as: visit.principal, page: PageRequest(limit: 100)).items
            .filter { $0.id < scan.id && $0.state == .completed && $0.coverage != nil }
            // What another tool has found compares with what it had found before.
            .filter { $0.isImported == scan.isImported && (!scan.isImported || $0.scanner == scan.scanner) }
    }

    private static func result(_ visit: Visit, _ scan: Scan, _ target: Target?) async throws -> ScanResultPage.Input {
        let platform = visit.platform
        var input = ScanResultPage.Input(
            scan: scan,
            target: target,
            findings: Page(items: [], next: nil, total: 0),
            cursor: visit.query["cursor"],
            mayScan: visit.may(.createScans)
        )
        guard visit.may(.readFindings), scan.coverage != nil else { return input }
        input.findings = try await platform.findings.list(of: scan.id, as: visit.principal, page: visit.pageRequest())
        input.report = try await platform.reports.report(of: scan.id, as: visit.principal)
        if scan.isImported { input.imported = try await platform.imports.find(scan.id, as: visit.principal) }
        input.sharing = try await ShareRoutes.sharing(visit, scan.id)
        if let base = try await earlier(visit, scan).first {
            input.comparison = try await platform.reports.difference(from: base.id, to: scan.id, as: visit.principal)
        }
        return input
    }

    /// A report, of which nothing runs: what a target has answered is in it.
    private static func report(_ visit: Visit) async throws -> Response {
        guard let format = ReportService.Format(rawValue: visit.query["format"]) else {
            throw ServiceError.invalid("/format", "There is no such format.")
        }
        let id = try visit.id("scan")
        let text = try await visit.platform.reports.text(of: id, format, as: visit.principal)
        let isShown = format == .html
        let name = "scan-\(id).\(format.fileExtension)"
        return Response(
            status: .ok,
            headers: [
                .contentType: format.mediaType, .contentSecurityPolicy: ReportSandbox.policy(for: text, format),
                .cacheControl: "no-store",
                .contentDisposition: "\(isShown ? "inline" : "attachment"); filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    private static func difference(_ visit: Visit) async throws -> ScanDifferencePage {
        let scan = try await visit.platform.scans.find(try visit.id("scan"), as: visit.principal)
        let target = try? await visit.platform.targets.find(scan.target, as: visit.principal)
        let bases = try await earlier(visit, scan)
        guard let base = RecordID(rawValue: visit.query["base"]) ?? bases.first?.id else {
            throw ServiceError(.conflict, "There is no earlier report of this target to compare with.")
        }
        let comparison = try await visit.platform.reports.difference(from: base, to: scan.id, as: visit.principal)
        return ScanDifferencePage(
            comparison,
            scan: scan,
            target: target,
            bases: bases.map {
                Choice(value: $0.id.rawValue, label: Moment($0.createdAt).text, isChosen: $0.id == base)
            },
            page: try await visit.chrome("What has changed", .scans)
        )
    }
}
