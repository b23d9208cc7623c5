//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension CRMService {
    /// The flaws of the flawed build, in the order of the catalogue of checks.
    static let groundTruth: [GroundTruth] = [
        GroundTruth("bola.read", "GET /v2/deals/{dealId}"),
        GroundTruth("bola.update", "PATCH /v2/deals/{dealId}"),
        GroundTruth("bola.list-leak", "GET /v2/contacts"),
        GroundTruth("bola.existence-oracle", "GET /v2/contacts/{contactId}"),
        GroundTruth("bopla.mass-update", "PATCH /v2/me"),
        GroundTruth("bopla.readonly-accepted", "PATCH /v2/deals/{dealId}"),
        GroundTruth("bopla.role-diff", "GET /v2/members"),
        GroundTruth("bopla.role-diff", "GET /v2/billing"),
        GroundTruth("bfla.role", "GET /v2/audit-log"),
        GroundTruth("bfla.role", "POST /v2/announcements"),
    ]
}
