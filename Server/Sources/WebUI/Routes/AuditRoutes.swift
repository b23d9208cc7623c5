//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import NIOCore
import VentiServer
import VentiService

/// The audit log.
struct AuditPage: PageView {
    struct Entry: Sendable {
        let seq: Int
        let action: String
        let detail: String
        let object: String
        let actor: String
        let outcome: String
        let outcomeKind: String
        let at: String
        let atText: String
        let hash: String
        let shortHash: String

        init(_ entry: AuditEntry) {
            seq = entry.seq
            action = entry.action
            detail = entry.detail
            object = entry.object
            actor = entry.actor
            outcome = entry.outcome.rawValue
            outcomeKind = entry.outcome == .refused ? "bad" : ""
            at = entry.at
            atText = Moment.words(entry.at)
            hash = entry.hash
            shortHash = String(entry.hash.prefix(8))
        }
    }

    let template = "audit"
    let page: Chrome
    let verdict: String?
    let verdictKind: String
    let verdictIcon: String
    let verdictText: String
    let entries: [Entry]
    let pager: Pager?
    let publicKey: String
}

/// Reading, verifying and exporting the audit log.
enum AuditRoutes {
    static func add(to pages: PageRouter) {
        pages.get("/audit") { visit in try visit.html(try await page(visit, nil)) }
        pages.post("/audit/verify", back: { _ in "/audit" }) { visit, _ in
            let (entries, fault) = try await visit.platform.audit.verify(as: visit.principal)
            return try visit.html(try await page(visit, (entries, fault)))
        }
        pages.get("/audit/export") { visit in
            let text = try await visit.platform.audit.export(as: visit.principal)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/x-ndjson",
                    .contentDisposition: "attachment; filename=\"audit-log.jsonl\"", .cacheControl: "no-store",
                ],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text))
            )
        }
    }

    private static func page(
        _ visit: Visit,
        _ verified: (entries: Int, fault: AuditChain.Fault?)?
    ) async throws -> AuditPage {
        let list = try await visit.platform.audit.list(as: visit.principal, page: visit.pageRequest())
        let fault = verified?.fault
        return AuditPage(
            page: try await visit.chrome("Audit log", .audit),
            verdict: verified.map { $0.fault == nil ? "The chain is whole" : "The chain is broken" },
            verdictKind: fault == nil ? "good" : "bad",
            verdictIcon: fault == nil ? "check" : "warn",
            verdictText: fault?.description
                ?? "All \((verified?.entries ?? 0).words) entries follow each other unchanged.",
            entries: list.items.map(AuditPage.Entry.init),
            pager: Pager(list, path: "/audit", cursor: visit.query["cursor"]),
            publicKey: try visit.platform.audit.publicKey()
        )
    }
}
