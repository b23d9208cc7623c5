//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ServerErrorCheckTests {
    private let check = ServerErrorCheck()

    @Test func findsAFailureOnAnOrdinaryRequest() throws {
        let exchange = HTTPExchange.fixture("oops", status: 500, type: "text/plain")
        let finding = try #require(check.inspect(exchange).first)
        #expect(finding.isProven(by: exchange))
        #expect(finding.severity == .low)
        #expect(!finding.isProven(by: .fixture()))
    }

    @Test(arguments: [200, 400, 404, 501, 502, 503, 504])
    func otherAnswersAreNoFailure(status: Int) {
        #expect(check.inspect(.fixture(status: status)).isEmpty)
    }

    @Test func attacksDoNotCount() {
        #expect(check.inspect(.fixture(status: 500, purpose: .attack)).isEmpty)
    }
}
