//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct RequestRulesTests {
    private func isRefused(_ request: ProbeRequest) -> Bool {
        do {
            try RequestRules.check(request)
            return false
        } catch {
            #expect(error.code == .invalidRequest)
            return true
        }
    }

    @Test(arguments: [
        "Transfer-Encoding", "transfer_encoding", " Transfer-Encoding", "TRANSFER-ENCODING\t", "trans\u{1}fer-encoding",
    ])
    func refusesEachSpellingOfTransferEncoding(name: String) {
        #expect(isRefused(ProbeRequest(method: "POST", target: "/", headers: [name: "chunked"])))
    }

    @Test(arguments: ["Content-Length", "content_length", " CONTENT-length "])
    func refusesALengthThatIsNotTheBodys(name: String) {
        #expect(isRefused(ProbeRequest(method: "POST", target: "/", headers: [name: "4"], body: [1, 2, 3])))
        #expect(!isRefused(ProbeRequest(method: "POST", target: "/", headers: [name: "3"], body: [1, 2, 3])))
    }

    @Test(arguments: [
        "Transfer-Encodin", "Transfer-Encodings", "X-Transfer-Encoding", "Content-Lengt", "Content-Length-X", "Content",
    ])
    func letsOtherNamesPass(name: String) {
        #expect(!isRefused(ProbeRequest(method: "POST", target: "/", headers: [name: "chunked"])))
    }
}
