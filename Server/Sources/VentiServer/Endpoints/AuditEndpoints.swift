//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// The audit log.
struct AuditEndpoints {
    private struct Verification: Encodable {
        var entries: Int
        var isIntact: Bool
        var fault: String?
    }

    var all: [Endpoint] { [list, verify, export] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/audit-log",
            id: "listAuditEntries",
            tag: "audit",
            summary: "What was done by whom.",
            access: .permission(.readAudit),
            query: Endpoint.Parameter.paging,
            successes: [.page(of: "AuditEntry", "The entries, newest first.")],
            handle: { exchange in
                let audit = exchange.platform.audit
                return try .page(
                    try await audit.list(as: try exchange.principal(), page: try exchange.page()),
                    AuditEntryView.init
                )
            }
        )
    }

    private var verify: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/audit-log/verify",
            id: "verifyAuditLog",
            tag: "audit",
            summary: "Whether the chain of entries is whole.",
            access: .permission(.readAudit),
            successes: [.json(200, .component("AuditVerification"), "What was found.")],
            handle: { exchange in
                let (entries, fault) = try await exchange.platform.audit.verify(as: try exchange.principal())
                return try .json(Verification(entries: entries, isIntact: fault == nil, fault: fault?.description))
            }
        )
    }

    private var export: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/audit-log/export",
            id: "exportAuditLog",
            tag: "audit",
            summary: "The whole chain as JSON lines with a signed checkpoint, for verifying it elsewhere.",
            access: .permission(.readAudit),
            successes: [.init(status: 200, schema: .string(), mediaType: "application/x-ndjson", text: "The lines.")],
            handle: { exchange in
                .text(try await exchange.platform.audit.export(as: try exchange.principal()), "application/x-ndjson")
            }
        )
    }
}
