//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiService

/// What clients see of an audit entry.
struct AuditEntryView: Encodable, Sendable {
    var seq: Int
    var at: String
    var actor: String
    var action: String
    var object: String
    var outcome: AuditEntry.Outcome
    var detail: String
    var requestId: String
    var hash: String

    init(_ entry: AuditEntry) {
        seq = entry.seq
        at = entry.at
        actor = entry.actor
        action = entry.action
        object = entry.object
        outcome = entry.outcome
        detail = entry.detail
        requestId = entry.request
        hash = entry.hash
    }
}
