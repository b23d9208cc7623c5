//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct StackTraceCheckTests {
    private let check = StackTraceCheck()
    private static let trace = #"""
        {"error":"Traceback (most recent call last):\n  File \"/app/a.py\", line 3, in f\n    g()\n"}
        """#

    @Test(arguments: [HTTPExchange.Purpose.reach, .control, .attack])
    func findsTracesInEveryAnswer(purpose: HTTPExchange.Purpose) throws {
        let exchange = HTTPExchange.fixture(Self.trace, status: 500, purpose: purpose)
        let finding = try #require(check.inspect(exchange).first)
        #expect(finding.isProven(by: exchange))
        #expect(finding.evidenceClass == "python")
        #expect(finding.location.operationName == "GET /items/{id}")
        #expect(!finding.isProven(by: .fixture(#"{"error":"internal"}"#, status: 500)))
    }

    @Test(arguments: [
        HTTPExchange.fixture(#"{"error":"internal","id":"7f3a"}"#, status: 500),
        .fixture(#"{"text":"A traceback lists the frames at which a call was made."}"#),
        .fixture(trace, status: 200),
        .fixture(trace, status: 500, purpose: .replay),
        .fixture(trace, status: 503, verdict: .blocked),
        .fixture(trace, status: 500, method: "POST", requestBody: trace),
    ])
    func isSilentWithoutATraceOfTheServersOwn(exchange: HTTPExchange) {
        #expect(check.inspect(exchange).isEmpty)
    }

    @Test func isSilentWhereTheDocumentGivesATraceAsAnExample() throws {
        let example = try #require(JSONValue(parsingJSON: Self.trace.utf8))
        let content = APIContent(mediaType: "application/json", examples: [example])
        let operation = APIOperation(
            method: "GET",
            path: "/reports/{id}",
            responses: ["500": APIResponse(contents: [content])]
        )
        #expect(check.inspect(.fixture(Self.trace, status: 500, operation: operation)).isEmpty)
    }
}
