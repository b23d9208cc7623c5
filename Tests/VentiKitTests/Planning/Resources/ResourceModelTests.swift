//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ResourceModelTests {
    private func model(_ ids: String...) -> ResourceModel {
        ResourceModel(APIDescription(ids.map { APIOperation($0) }))
    }

    @Test func operationsOfOneThingComeTogether() throws {
        let model = model(
            "POST /orders",
            "GET /orders",
            "GET /orders/{orderId}",
            "PATCH /orders/{orderId}",
            "DELETE /orders/{orderId}",
            "POST /orders/{orderId}/cancel"
        )
        let orders = try #require(model.resources.first)
        #expect(model.resources.count == 1)
        #expect(orders.parameter == "orderId")
        #expect(orders.noun == "order")
        #expect(orders.create?.id == "POST /orders")
        #expect(orders.list?.id == "GET /orders")
        #expect(orders.read?.id == "GET /orders/{orderId}")
        #expect(orders.updates.map(\.id) == ["PATCH /orders/{orderId}"])
        #expect(orders.delete?.id == "DELETE /orders/{orderId}")
        #expect(orders.actions.map(\.id) == ["POST /orders/{orderId}/cancel"])
        #expect(model.resource(of: APIOperation("POST /orders/{orderId}/cancel")) == orders)
        #expect(model.resource(madeBy: APIOperation("POST /orders")) == orders)
    }

    @Test func childrenKnowTheirParents() throws {
        let model = model("GET /folders/{folder}", "GET /folders/{folder}/files/{file}", "POST /folders/{folder}/files")
        let files = try #require(model.resources.last)
        #expect(files.parentParameters == ["folder"])
        #expect(model.parent(of: files)?.itemPath == "/folders/{folder}")
        #expect(model.resource(of: APIOperation("POST /folders/{folder}/files"))?.itemPath == "/folders/{folder}")
    }

    @Test(arguments: ["POST /orders/create", "POST /createOrder", "POST /order/new"])
    func aCreatorBesideTheCollectionIsFound(_ creator: String) {
        #expect(model("GET /orders/{id}", creator).resources.first?.create?.id == creator)
    }

    @Test func aCreatorOfSomethingElseIsNot() {
        #expect(model("GET /orders/{id}", "POST /invoices/create").resources.first?.create == nil)
    }

    @Test func aSlashAtTheEndOfAPathIsNothing() throws {
        let orders = try #require(
            model("GET /orders/", "POST /orders/", "GET /orders/{id}/", "DELETE /orders/{id}").resources.first
        )
        #expect(orders.list?.id == "GET /orders/")
        #expect(orders.create?.id == "POST /orders/")
        #expect(orders.read?.id == "GET /orders/{id}/")
        #expect(orders.delete?.id == "DELETE /orders/{id}")
        #expect(orders.actions.isEmpty)
        #expect(orders.isItem(APIOperation("PUT /orders/{id}/")))
        #expect(!orders.isItem(APIOperation("PUT /orders/")))
    }

    @Test func aParameterInsideASegmentIsNoThing() {
        #expect(model("GET /files/{name}.json", "GET /reports").resources.isEmpty)
    }

    @Test func theNounSkipsVersions() {
        #expect(model("GET /books/v1/{title}").resources.first?.noun == "book")
    }
}
