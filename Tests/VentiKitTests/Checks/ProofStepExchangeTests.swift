//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ProofStepExchangeTests {
    @Test func leavesOutCredentialsAndWhatTransportsWrite() {
        let exchange = HTTPExchange.fixture(
            requestHeaders: [
                ("Host", "a"), ("Authorization", "Bearer abcdef"), ("X-API-Key", "k"), ("Cookie", "sid=1"),
                ("User-Agent", "x"), ("Accept", "application/json"), ("Content-Length", "2"),
            ].reduce(into: HeaderLines()) { $0.append($1.0, $1.1) },
            requestBody: "{}",
            identity: "alice"
        )
        let step = ProofStep(label: "answer", exchange: exchange)
        #expect(step.request.headers == [RecordedHeader(name: "Accept", value: "application/json")])
        #expect(step.identity == "alice")
        #expect(step.request.body == "{}")
        #expect(step.response?.status == 200)
    }

    @Test func putsPlaceholdersInTheWayOfKnownSecrets() {
        var redactor = Redactor()
        redactor.add(Secret("s3cr3t-value"), placeholder: "alice.password")
        let exchange = HTTPExchange.fixture(
            #"{"echo":"s3cr3t-value"}"#,
            target: "/items?x=s3cr3t-value",
            requestBody: #"{"p":"s3cr3t-value"}"#
        )
        let step = ProofStep(label: "answer", exchange: exchange, redactor: redactor)
        #expect(step.request.target == "/items?x={{alice.password}}")
        #expect(step.request.body == #"{"p":"{{alice.password}}"}"#)
        #expect(step.response?.bodyExcerpt.contains("s3cr3t") == false)
    }
}
