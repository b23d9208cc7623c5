//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ProofValuesTests {
    private func values(_ pairs: (String, JSONValue)...) -> ProofValues {
        var values = ProofValues()
        for (name, value) in pairs { values.set(name, value) }
        return values
    }

    private func post(_ target: String, _ body: String, _ type: String = "application/json") -> ProbeRequest {
        ProbeRequest(method: "POST", target: target, headers: ["Content-Type": type], body: Array(body.utf8))
    }

    @Test func aTextThatIsNothingButAValueTakesItsType() throws {
        let filled = try #require(
            values(("id", .integer(7)), ("name", .string("a\"b")))
                .fill(post("/x", #"{"id":"{{$id}}","text":"no {{$id}}","name":"{{$name}}"}"#))
        )
        #expect(String(decoding: filled.body, as: UTF8.self) == #"{"id":7,"text":"no 7","name":"a\"b"}"#)
    }

    @Test func targetsAndFormsAreEncoded() throws {
        let form = post("/x/{{$id}}?q={{$id}}", "a={{$id}}&b=1", "application/x-www-form-urlencoded")
        let filled = try #require(values(("id", .string("a/b c"))).fill(form))
        #expect(filled.target == "/x/a%2Fb%20c?q=a%2Fb%20c")
        #expect(String(decoding: filled.body, as: UTF8.self) == "a=a%2Fb%20c&b=1")
    }

    @Test func aRequestWhoseValueIsNotThereIsNotSent() {
        #expect(values().fill(post("/x/{{$id}}", "{}")) == nil)
    }

    @Test func placeholdersSurviveRendering() {
        var request = OperationRequest(operation: APIOperation("GET /orders/{id}"))
        request = request.settingPath(["id": FreshValue.placeholder("orderId")])
        #expect(ProofValues.template(request.render()).target == "/orders/{{$orderId}}")
    }

    @Test(arguments: [FreshValue.Kind.marker, .email, .password, .digits, .uuid])
    func freshValuesDifferEachTime(_ kind: FreshValue.Kind) {
        let texts = (0..<20).map { _ in
            var values = ProofValues()
            values.make(FreshValue("a", kind))
            return values.fill("{{$a}}")
        }
        #expect(Set(texts).count == 20)
    }

    @Test func aValueIsMadeOnceAndCutToItsLength() {
        var values = ProofValues()
        values.make(FreshValue("a", .marker, maximumLength: 9))
        let first = values.fill("{{$a}}")
        values.make(FreshValue("a", .marker, maximumLength: 9))
        #expect(values.fill("{{$a}}") == first)
        #expect(first.count == 9)
    }

    @Test func capturesTakeWhatTheAnswerHolds() {
        let response = ProbeResponse(
            status: 201,
            headers: ["Location": "/v1/orders/17?x=1", "Set-Cookie": "sid=abc123; Path=/"],
            body: Array(#"{"items":[{"id":1,"note":"other"},{"id":2,"note":"mark"}],"token":"t0"}"#.utf8)
        )
        var values = values(("marker", .string("mark")))
        let missing = values.take(
            [
                ProofCapture("token", from: .body(pointer: "/token"), isSecret: true),
                ProofCapture("id", from: .member(name: "id", besideText: "{{$marker}}")),
                ProofCapture("place", from: .location(segmentsFromEnd: 0)),
                ProofCapture("cookie", from: .cookie(name: "sid")),
            ],
            from: response
        )
        #expect(missing == nil)
        #expect(["token", "id", "place", "cookie"].map { values[$0]?.scalarText } == ["t0", "2", "17", "abc123"])
        let lost = ProofCapture("none", from: .body(pointer: "/none"))
        #expect(values.take([lost], from: response) == lost)
    }
}
