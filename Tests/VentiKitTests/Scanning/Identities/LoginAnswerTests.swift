//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct LoginAnswerTests {
    private func token(_ response: ProbeResponse, _ extraction: LoginRecipe.Extraction? = nil) -> String? {
        LoginAnswer.token(in: response, extraction: extraction)?.token.withExposedValue { $0 }
    }

    @Test(arguments: [
        #"{"token":"abcdefgh1"}"#, #"{"data":{"auth_token":"abcdefgh1"}}"#, #"{"jwt":"abcdefgh1","user":{"id":1}}"#,
        #"{"refresh_token":"zzzzzzzz1","access_token":"abcdefgh1","token_type":"Bearer"}"#,
        #"{"sessionId":"abcdefgh1"}"#,
        #"{"csrfToken":"zzzzzzzz1","accessToken":"abcdefgh1"}"#,
    ])
    func theTokenIsFoundByItsName(body: String) { #expect(token(.json(body)) == "abcdefgh1") }

    @Test func aJSONWebTokenIsFoundUnderAnyName() {
        let jwt = TestToken.signed()
        #expect(token(.json(#"{"credential":"\#(jwt)"}"#)) == jwt)
    }

    @Test(arguments: [
        #"{"status":"ok"}"#, #"{"token":"short"}"#, #"{"token":null}"#, #"{"token_type":"Bearer-of-news"}"#, "[]",
        "nope",
    ])
    func whereThereIsNoneNothingIsFound(body: String) { #expect(token(.json(body)) == nil) }

    @Test func aRefusalHoldsNoToken() {
        #expect(token(.json(#"{"token":"abcdefgh1"}"#, status: 401)) == nil)
    }

    @Test func headersAndCookiesAreLookedAt() {
        #expect(token(.json("{}", headers: ["Authorization": "Bearer abcdefgh1"])) == "abcdefgh1")
        #expect(token(.json("{}", headers: ["X-Auth-Token": "abcdefgh1"])) == "abcdefgh1")
        #expect(token(.json("{}", headers: ["Set-Cookie": "sid=abcdefgh1; Secure"])) == "abcdefgh1")
        #expect(token(.json("{}", headers: ["Set-Cookie": "XSRF-TOKEN=abcdefgh1"])) == nil)
    }

    @Test func anExtractionIsTakenAtItsWord() {
        #expect(token(.json(#"{"a":{"b":7}}"#), .jsonPointer("/a/b")) == "7")
        #expect(token(.json(#"{"token":"abcdefgh1"}"#), .jsonPointer("/a/b")) == nil)
        #expect(token(.json("{}", headers: ["X-T": "Token x1"]), .header("x-t")) == "x1")
        #expect(token(.json("{}", headers: ["Set-Cookie": "s=x1; Path=/"]), .cookie("s")) == "x1")
    }
}
