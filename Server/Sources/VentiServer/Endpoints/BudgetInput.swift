//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiService

/// What a client says of what a scan may use.
struct BudgetInput: Decodable {
    var requests: Int?
    var seconds: Double?
    var requestsPerSecond: Double?

    static let schema = Schema.object([
        .optional("requests", .integer(1...10_000_000)), .optional("seconds", .number(1...1_000_000)),
        .optional("requests_per_second", .number(0.01...100_000)),
    ])
}

extension BudgetInput? {
    /// What it means, with the defaults for what is not said.
    var limits: ScanBudget {
        var limits = ScanBudget()
        limits.requests = self?.requests ?? limits.requests
        limits.seconds = self?.seconds ?? limits.seconds
        limits.requestsPerSecond = self?.requestsPerSecond ?? limits.requestsPerSecond
        return limits
    }
}
