//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct OperationGraphTests {
    private let graph: OperationGraph = {
        var read = APIOperation("GET /orders/{orderId}")
        read.security = [[APISecurityRequirement(scheme: "token")]]
        return OperationGraph(
            APIDescription([
                APIOperation("POST /login", body: .texts("email", "password")), APIOperation("POST /orders"), read,
                APIOperation(
                    "GET /invoices",
                    parameters: [APIParameter(name: "orderId", location: .query, schema: APISchema(.string))]
                ),
            ])
        )
    }()

    @Test func producersAreLinkedWithWhatTheyGive() {
        #expect(
            graph.links == [
                .init(producer: "POST /orders", consumer: "GET /orders/{orderId}", value: "path orderId"),
                .init(producer: "POST /login", consumer: "GET /orders/{orderId}", value: "token"),
                .init(producer: "POST /orders", consumer: "GET /invoices", value: "query orderId"),
            ]
        )
    }

    @Test func theTextSaysWhereThingsComeFrom() {
        #expect(graph.text.contains("POST /login logs in"))
        #expect(graph.text.contains("    path orderId from POST /orders"))
    }

    @Test func theGraphIsGraphviz() {
        #expect(graph.graphviz.hasPrefix("digraph operations {"))
        #expect(graph.graphviz.contains(#""POST /orders" -> "GET /invoices" [label="query orderId"];"#))
        #expect(graph.graphviz.hasSuffix("}"))
    }
}
