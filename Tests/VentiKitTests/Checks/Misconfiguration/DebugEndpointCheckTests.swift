//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct DebugEndpointCheckTests {
    private let check = DebugEndpointCheck()
    private static let environment = "PATH=/usr/bin\nHOME=/root\nPWD=/app\n"
    private static let accounts = #"{"users":[{"name":"a","password":"pass1"},{"name":"b","password":"pass2"}]}"#

    @Test(arguments: [(nil, Severity.high), ("alice", .medium)])
    func findsDebuggingDataByItsForm(identity: String?, severity: Severity) throws {
        let exchange = HTTPExchange.fixture(Self.environment, type: "text/plain", identity: identity)
        let finding = try #require(check.inspect(exchange).first)
        #expect(finding.isProven(by: exchange))
        #expect(finding.severity == severity)
        #expect(finding.evidenceClass == "process environment")
        #expect(!finding.isProven(by: .fixture()))
    }

    @Test func metricsAreMinor() {
        let body = "# TYPE a counter\na 1\n# TYPE b gauge\nb 2\n"
        #expect(check.inspect(.fixture(body, type: "text/plain")).map(\.severity) == [.low])
    }

    @Test func findsCredentialsOfSeveralUsersThatAnybodyMayRead() throws {
        let exchange = HTTPExchange.fixture(Self.accounts)
        let finding = try #require(check.inspect(exchange).first)
        #expect(finding.evidenceClass == "credentials-listing")
        #expect(finding.isProven(by: exchange))
        #expect(!finding.summary.contains("pass1"))
    }

    @Test(arguments: [
        HTTPExchange.fixture(),
        .fixture(accounts, identity: "alice"),
        .fixture(#"{"users":[{"name":"a","password":"pass1"}]}"#),
        .fixture(#"{"users":[{"name":"a","password":"***"},{"name":"b","password":"***"}]}"#),
        .fixture(environment, status: 404, type: "text/plain"),
        .fixture(environment, method: "POST", requestBody: environment),
        .fixture(environment, type: "text/plain", operation: nil),
    ])
    func isSilentOnOrdinaryAnswers(exchange: HTTPExchange) {
        #expect(check.inspect(exchange).isEmpty)
    }
}
