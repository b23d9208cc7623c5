//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of a session.
struct SessionView: Encodable, Sendable {
    var id: RecordID
    var kind: Session.Kind
    var client: String
    var isCurrent: Bool
    var createdAt: Date
    var usedAt: Date
    var expiresAt: Date

    init(_ session: Session, current: RecordID?) {
        id = session.id
        kind = session.kind
        client = session.client
        isCurrent = session.id == current
        createdAt = session.createdAt
        usedAt = session.usedAt
        expiresAt = session.expiresAt
    }
}
