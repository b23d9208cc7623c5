//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of a report that was taken in.
struct ImportView: Encodable, Sendable {
    var id: RecordID
    var scanId: RecordID
    var targetId: RecordID
    var format: ImportFormat
    var name: String
    var size: Int
    var created: Int
    var known: Int
    var reopened: Int
    var closed: Int
    var createdAt: Date

    init(_ made: ReportImport) {
        id = made.id
        scanId = made.id
        targetId = made.target
        format = made.format
        name = made.name
        size = made.size
        created = made.outcome.created
        known = made.outcome.known
        reopened = made.outcome.reopened
        closed = made.outcome.closed
        createdAt = made.createdAt
    }
}
