//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of a target.
struct TargetView: Encodable, Sendable {
    var id: RecordID
    var projectId: RecordID
    var name: String
    var url: String
    var excludedPaths: [String]
    var maximumRequestsPerSecond: Double
    var identities: [String]
    var verificationToken: String
    var verificationRecord: String?
    var verifiedAt: Date?
    var createdAt: Date

    init(_ target: Target) {
        id = target.id
        projectId = target.project
        name = target.name
        url = target.url
        excludedPaths = target.excludedPaths
        maximumRequestsPerSecond = target.maximumRequestsPerSecond
        identities = target.identities
        verificationToken = target.verificationToken
        verificationRecord = TargetVerification.recordName(of: target.url)
        verifiedAt = target.verifiedAt
        createdAt = target.createdAt
    }
}
