//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension BankService {
    /// The flaws of the flawed build, in the order of the catalogue of checks.
    static let groundTruth: [GroundTruth] = [
        GroundTruth("bola.read", "GET /accounts/{accountId}"),
        GroundTruth("bola.read", "GET /accounts/{accountId}/transactions"),
        GroundTruth("bola.body-ref", "POST /transfers"),
        GroundTruth("auth.otp-brute", "POST /cards/{cardId}/unlock"),
        GroundTruth("auth.password-change-weak", "POST /password"),
        GroundTruth("auth.cookie-flags", "POST /login"),
        GroundTruth("bopla.readonly-accepted", "PATCH /accounts/{accountId}"),
        GroundTruth("flow.negative-amount", "POST /transfers"),
        GroundTruth("flow.race", "POST /bonus/claim"),
        GroundTruth("flow.race", "POST /vouchers/{voucherId}/redeem"),
    ]
}
