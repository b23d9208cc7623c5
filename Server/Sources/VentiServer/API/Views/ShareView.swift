//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of a link to a report.
struct ShareView: Encodable, Sendable {
    var id: RecordID
    var scanId: RecordID
    var format: ReportService.Format
    var path: String
    var createdBy: String
    var createdAt: Date
    var expiresAt: Date
    var usedAt: Date?

    init(_ share: ReportShare, _ link: ShareLink) {
        id = share.id
        scanId = share.scan
        format = share.format
        path = link.path
        createdBy = share.createdBy
        createdAt = share.createdAt
        expiresAt = share.expiresAt
        usedAt = share.usedAt
    }
}
