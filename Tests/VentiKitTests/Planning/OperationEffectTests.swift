//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct OperationEffectTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var operation: APIOperation
        var effect: OperationEffect

        init(_ effect: OperationEffect, _ id: String, operationID: String? = nil, summary: String? = nil) {
            self.effect = effect
            operation = APIOperation(id, operationID: operationID, summary: summary)
        }

        var testDescription: String {
            "\(operation.id) \(operation.operationID ?? "") \(operation.summary ?? "")"
        }
    }

    private static let cases: [Case] = [
        Case(.readOnly, "GET /orders"),
        Case(.readOnly, "HEAD /orders/{id}"),
        Case(.readOnly, "OPTIONS /orders"),
        Case(.readOnly, "GET /orders", operationID: "listOrders", summary: "Lists the orders."),
        Case(.readOnly, "POST /orders/search"),
        Case(.readOnly, "POST /orders/_query"),
        Case(.readOnly, "POST /shipments/preview"),
        Case(.mutating, "POST /orders"),
        Case(.mutating, "PUT /orders/{id}"),
        Case(.mutating, "PATCH /orders/{id}"),
        Case(.destructive, "DELETE /orders/{id}"),
        // Methods do not tell everything.
        Case(.destructive, "GET /resetstore"),
        Case(.destructive, "GET /admin/rebuild_schema"),
        Case(.destructive, "GET /maintenance", operationID: "wipeTables"),
        Case(.destructive, "GET /maintenance", summary: "Resets the whole store."),
        Case(.destructive, "POST /cache/flush"),
        Case(.destructive, "GET /setupdata"),
        Case(.mutating, "GET /subscribe", operationID: "createSubscription"),
        Case(.mutating, "GET /orders/{id}/mark", summary: "Cancels the order."),
        // The end of a session would end the scan.
        Case(.destructive, "POST /logout"),
        Case(.destructive, "GET /account/log-out"),
        Case(.destructive, "POST /session/signOut"),
        Case(.destructive, "POST /tokens/revoke"),
        // Nouns that merely contain a verb.
        Case(.readOnly, "GET /clearances"),
        Case(.readOnly, "GET /settings"),
        Case(.readOnly, "GET /orders/{id}/cancellations"),
        Case(.readOnly, "GET /seedlings"),
        Case(.readOnly, "GET /dropdowns"),
        Case(.readOnly, "GET /migrations/{id}"),
        Case(.readOnly, "GET /created-orders"),
        Case(.readOnly, "GET /database"),
        Case(.readOnly, "GET /datasets"),
        Case(.readOnly, "GET /accounts/{id}/storefront"),
        Case(.readOnly, "GET /killers", summary: "Famous whales."),
        Case(.readOnly, "GET /resetters"),
        // What stands before the last two segments is context.
        Case(.readOnly, "GET /restarts/{id}/notes/latest"),
    ]

    @Test(arguments: cases) func isJudgedByMethodPathAndNames(entry: Case) {
        #expect(OperationEffect(of: entry.operation) == entry.effect)
    }

    @Test func aPasswordForATokenIsALogin() {
        let login = APIOperation("POST /session", body: .texts("email", "password"))
        #expect(OperationEffect(of: login) == .login)
    }

    @Test func effectsAreOrderedByTheProfileThatAllowsThem() {
        let effects: [OperationEffect] = [.readOnly, .login, .mutating, .destructive]
        #expect(effects.map(\.profile) == [.passive, .safe, .active, .dangerous])
        #expect(effects.sorted() == effects)
    }
}
