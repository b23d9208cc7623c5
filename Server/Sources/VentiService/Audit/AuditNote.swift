//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation

/// The request that is being served, for the audit log and the lines of logs.
public enum RequestTag {
    /// The id of the request; empty outside of one.
    @TaskLocal public static var current = ""
}

/// What an audit entry will say, gathered before the transaction that does it.
struct AuditNote: Sendable {
    var actor: String
    var action: String
    var at: Date
    var request: String
    var detail = ""
    var outcome = AuditEntry.Outcome.done
}

extension PlatformCore {
    /// What the audit log will say of something that a principal does.
    func note(_ principal: Principal, _ action: String, _ detail: String = "") -> AuditNote {
        AuditNote(
            actor: "\(principal.kind.rawValue):\(principal.name)",
            action: action,
            at: now(),
            request: RequestTag.current,
            detail: detail
        )
    }

    /// What the audit log will say of something that the platform does by itself.
    func note(_ actor: String, _ action: String, _ detail: String = "") -> AuditNote {
        AuditNote(actor: actor, action: action, at: now(), request: RequestTag.current, detail: detail)
    }
}

extension TenantWriter {
    /// Adds an entry to the tenant's chain, in the transaction that does what it says.
    func audit(_ note: AuditNote, _ object: String) throws {
        let head = try list(RecordQuery<AuditEntry>(order: ["seq"], limit: 1)).first
        var entry = AuditEntry(
            id: .make(at: note.at),
            tenant: scope.tenant,
            seq: (head?.seq ?? 0) + 1,
            at: Timestamp.text(note.at),
            actor: note.actor,
            action: note.action,
            object: object,
            outcome: note.outcome,
            detail: note.detail,
            request: note.request,
            previous: head?.hash ?? AuditChain.beginning,
            hash: ""
        )
        entry.hash = try AuditChain.hash(of: entry)
        try insert(entry)
    }
}
