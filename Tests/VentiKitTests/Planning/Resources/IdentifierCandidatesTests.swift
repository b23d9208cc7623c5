//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct IdentifierCandidatesTests {
    private func sources(_ path: String, _ body: String, location: String? = nil) -> [ProofCapture.Source] {
        let model = ResourceModel(APIDescription([APIOperation("GET \(path)"), APIOperation("POST /orders")]))
        guard let resource = model.resources.first else { return [] }
        var headers = HeaderLines()
        if let location { headers.append("Location", location) }
        let response = ProbeResponse(status: 201, headers: headers, body: Array(body.utf8))
        return IdentifierCandidates.sources(of: resource, in: response)
    }

    @Test func theNameOfTheParameterComesFirst() {
        #expect(
            sources("/orders/{orderNumber}", #"{"id":1,"order_number":"A7"}"#) == [
                .body(pointer: "/order_number"), .body(pointer: "/id"),
            ]
        )
    }

    @Test func envelopesAreLookedThrough() {
        #expect(sources("/orders/{orderId}", #"{"data":{"id":9,"total":3}}"#) == [.body(pointer: "/data/id")])
    }

    @Test func theLocationIsAskedToo() {
        #expect(
            sources("/orders/{id}", #"{"status":"made"}"#, location: "/orders/9") == [.location(segmentsFromEnd: 0)]
        )
    }

    @Test func nothingThatIsNoIdCounts() {
        #expect(sources("/orders/{orderId}", #"{"total":3,"open":true,"note":"x"}"#).isEmpty)
    }
}
