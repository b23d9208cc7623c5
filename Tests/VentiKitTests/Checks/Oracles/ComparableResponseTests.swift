//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ComparableResponseTests {
    private static let payload = #"o'k "a<b>&c" d/é"#
    private let mask = ResponseMask(echoedTexts: [payload, "other"])

    @Test(arguments: [
        payload,
        "o%27k%20%22a%3Cb%3E%26c%22%20d%2F%C3%A9",
        "o%27k+%22a%3Cb%3E%26c%22+d%2F%C3%A9",
        "o%27k%20%22a%3cb%3e%26c%22%20d%2f%c3%a9",
        "o&#39;k &quot;a&lt;b&gt;&amp;c&quot; d/é",
        "o&#x27;k &quot;a&lt;b&gt;&amp;c&quot; d/é",
        #"o'k \"a<b>&c\" d/é"#,
        #"o''k "a<b>&c" d/é"#,
        #"o\'k "a<b>&c" d/é"#,
    ])
    func anEchoDoesNotCountHoweverItIsEncoded(echo: String) {
        let left = ProbeResponse.text("Nothing found for \(echo).")
        let right = ProbeResponse.text("Nothing found for other.")
        #expect(left.isEquivalent(to: right, mask: mask))
        #expect(!left.isEquivalent(to: right, mask: ResponseMask()))
    }

    @Test func anEchoInsideJSONDoesNotCount() {
        let left = ProbeResponse.json(
            "{\"query\":\(String(decoding: JSONValue.string(Self.payload).serializedJSON(), as: UTF8.self)),\"count\":0}"
        )
        #expect(left.isEquivalent(to: .json(#"{"query":"other","count":0}"#), mask: mask))
        #expect(!left.isEquivalent(to: .json(#"{"query":"other","count":1}"#), mask: mask))
    }

    @Test func anEchoInARedirectDoesNotCount() {
        let left = ProbeResponse(status: 302, headers: ["Location": "/find?q=o%27k%20%22a%3Cb%3E%26c%22%20d%2F%C3%A9"])
        #expect(left.isEquivalent(to: ProbeResponse(status: 302, headers: ["Location": "/find?q=other"]), mask: mask))
        #expect(!left.isEquivalent(to: ProbeResponse(status: 302, headers: ["Location": "/login"]), mask: mask))
    }

    @Test func aRealDifferenceBesideAnEchoCounts() {
        let left = ProbeResponse.text("3 results for \(Self.payload)")
        #expect(!left.isEquivalent(to: .text("0 results for other"), mask: mask))
    }

    @Test func aTextInsideAnotherDoesNotBreakItUp() {
        let mask = ResponseMask(echoedTexts: ["a", "abc"])
        #expect(ProbeResponse.text("for abc").isEquivalent(to: .text("for a"), mask: mask))
        #expect(!ProbeResponse.text("for abd").isEquivalent(to: .text("for a"), mask: mask))
    }

    @Test func memberOrderDoesNotCountAndElementOrderDoes() {
        let mask = ResponseMask()
        #expect(ProbeResponse.json(#"{"a":1,"b":2}"#).isEquivalent(to: .json(#"{ "b":2,"a":1 }"#), mask: mask))
        #expect(!ProbeResponse.json("[1,2]").isEquivalent(to: .json("[2,1]"), mask: mask))
    }

    @Test func typesCountEvenWhereTheTextIsTheSame() {
        #expect(!ProbeResponse.json(#"{"a":1}"#).isEquivalent(to: .json(#"{"a":"1"}"#), mask: ResponseMask()))
        #expect(!ProbeResponse.json(#"{"a":null}"#).isEquivalent(to: .json(#"{"a":"null"}"#), mask: ResponseMask()))
    }

    @Test func anEmptyListIsNotALackingOne() {
        #expect(!ProbeResponse.json(#"{"a":[]}"#).isEquivalent(to: .json(#"{"a":{}}"#), mask: ResponseMask()))
        #expect(!ProbeResponse.json(#"{"n":1,"a":[]}"#).isEquivalent(to: .json(#"{"n":1}"#), mask: ResponseMask()))
        #expect(!ProbeResponse.json("[]").isEquivalent(to: .json("{}"), mask: ResponseMask()))
    }

    @Test func onlyTheShapeCountsWhereThatIsAsked() {
        let mask = ResponseMask(comparesShapeOnly: true)
        let left = ProbeResponse.json(#"[{"id":1},{"id":2}]"#)
        #expect(left.isEquivalent(to: .json(#"[{"id":9}]"#), mask: mask))
        #expect(!left.isEquivalent(to: .json(#"[{"id":"9"}]"#), mask: mask))
        #expect(!left.isEquivalent(to: .json(#"[{"id":1}]"#, status: 201), mask: mask))
        #expect(ProbeResponse.text("a").isEquivalent(to: .text("b"), mask: mask))
    }

    @Test func parametersOfTheMediaTypeDoNotCount() {
        let left = ProbeResponse.text("x", type: "text/plain; charset=utf-8")
        #expect(left.isEquivalent(to: .text("x", type: "Text/Plain"), mask: ResponseMask()))
        #expect(!left.isEquivalent(to: .text("x", type: "text/html"), mask: ResponseMask()))
    }
}
