//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension DemoService {
    /// A shop with orders, coupons and top-ups.
    package static let orders = DemoService(
        "orders",
        groundTruth: [
            GroundTruth("bola.read", "GET /orders/{orderId}"),
            GroundTruth("bola.update", "PATCH /orders/{orderId}"),
            GroundTruth("bola.body-ref", "GET /invoices"),
            GroundTruth("bopla.mass-create", "POST /orders"),
            GroundTruth("flow.client-price", "POST /orders"),
            GroundTruth("flow.negative-amount", "POST /orders"),
            // The document says that quantities start at one.
            GroundTruth("conf.accepts-invalid", "POST /orders"),
            GroundTruth("flow.replay-once", "POST /wallet/redeem"),
            GroundTruth("flow.race", "POST /top-ups/{topUpId}/confirm"),
        ],
        make: { OrderService($0).api }
    )
}
