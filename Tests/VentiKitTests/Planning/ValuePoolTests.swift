//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ValuePoolTests {
    private func pool(_ answers: (String, String)...) throws -> ValuePool {
        var pool = ValuePool()
        for (operation, body) in answers {
            pool.harvest(try #require(JSONValue(parsingJSON: Array(body.utf8))), from: APIOperation(operation))
        }
        return pool
    }

    private func texts(_ pool: ValuePool, _ name: String, _ operation: String) -> [String] {
        pool.candidates(forParameter: name, of: APIOperation(operation)).compactMap(\.scalarText)
    }

    @Test func aListOfUsersFillsAUserName() throws {
        let pool = try pool(("GET /users/v1", #"{"users":[{"username":"ann"},{"username":"bea"}]}"#))
        #expect(texts(pool, "username", "GET /users/v1/{username}") == ["ann", "bea"])
    }

    @Test func theIdOfTheRightResourceComesFirst() throws {
        let pool = try pool(
            ("GET /books", #"[{"id":1,"author":{"id":70}}]"#),
            ("GET /users", #"[{"id":500}]"#)
        )
        #expect(texts(pool, "id", "GET /users/{id}").first == "500")
        #expect(texts(pool, "id", "GET /books/{id}").first == "1")
        #expect(texts(pool, "userId", "GET /accounts/{userId}").first == "500")
        #expect(texts(pool, "user_id", "DELETE /x/{user_id}").first == "500")
        #expect(texts(pool, "authorId", "GET /authors/{authorId}").first == "70")
    }

    @Test func aParameterThatIsCalledAsTheResourceIsItsID() throws {
        let pool = try pool(
            ("GET /documents", #"{"items":[{"id":"d1","name":"a"}],"total":{"count":1}}"#),
            ("GET /emergency-stops", #"{"items":[{"uuid":"s1"}]}"#),
            ("GET /users", #"[{"id":500}]"#)
        )
        #expect(texts(pool, "document", "GET /documents/{document}") == ["d1"])
        #expect(texts(pool, "document", "GET /documents/{document}/content") == ["d1"])
        #expect(texts(pool, "stop", "POST /emergency-stops/{stop}/release") == ["s1"])
        #expect(texts(pool, "user", "GET /users/{user}/documents/{document}") == ["500"])
        // The same letters at the end are not enough.
        #expect(texts(pool, "ts", "GET /documents/{ts}").isEmpty)
    }

    @Test func anyPropertyIsTakenFromTheRightResourceFirst() throws {
        let pool = try pool(("GET /dogs", #"[{"color":"brown"}]"#), ("GET /cars", #"[{"color":"red"}]"#))
        #expect(texts(pool, "color", "GET /cars/{color}") == ["red", "brown"])
    }

    @Test func everyParameterOfAPathGetsItsOwnResource() throws {
        let pool = try pool(("GET /users", #"[{"id":500}]"#), ("GET /users/{id}/orders", #"[{"id":9}]"#))
        #expect(texts(pool, "id", "GET /users/{id}/orders").first == "500")
        #expect(texts(pool, "orderId", "GET /users/{id}/orders/{orderId}").first == "9")
    }

    @Test(arguments: ["MenuItem", "MenuItemRead", "menu_item_response"])
    func whatTheDocumentCallsAThingIsReferredTo(name: String) throws {
        var operation = APIOperation("GET /menu")
        let list = APISchema(.array) { $0.items = [.reference("#/components/schemas/\(name)")] }
        operation.responses = ["200": APIResponse(contents: [APIContent(mediaType: "application/json", schema: list)])]
        var pool = ValuePool()
        pool.harvest(try #require(JSONValue(parsingJSON: Array(#"[{"id":7,"name":"soup"}]"#.utf8))), from: operation)
        #expect(pool.references(named: "menu_item_id") == [.integer(7)])
        #expect(pool.references(named: "menuId") == [.integer(7)])
        #expect(pool.references(named: "coupon_id").isEmpty)
    }

    @Test(arguments: ["data", "items", "results", "content", "Data"])
    func anEnvelopeIsNotAResource(envelope: String) throws {
        let pool = try pool(
            ("GET /users", #"{"\#(envelope)":[{"id":500}]}"#),
            ("GET /books", #"[{"id":1}]"#)
        )
        #expect(texts(pool, "id", "GET /users/{id}").first == "500")
    }

    @Test func namesAreMatchedHoweverTheyAreSpelt() throws {
        let pool = try pool(("GET /parcels", #"[{"tracking_code":"P-1"}]"#))
        #expect(texts(pool, "trackingCode", "GET /track/{trackingCode}") == ["P-1"])
        #expect(pool.values(ofProperty: "TrackingCode") == [.string("P-1")])
    }

    @Test func whatCannotFillAPathIsLeftOut() throws {
        let long = String(repeating: "x", count: 201)
        let pool = try pool(("GET /users", #"[{"id":null},{"id":""},{"id":true},{"id":"\#(long)"},{"id":"ok"}]"#))
        #expect(texts(pool, "id", "GET /users/{id}") == ["ok"])
    }

    @Test func aValueIsGivenOnceAndTheListsAreBounded() throws {
        let elements = (0..<500).map { #"{"id":\#($0 / 2)}"# }.joined(separator: ",")
        let pool = try pool(("GET /users", "[\(elements)]"))
        let found = texts(pool, "id", "GET /users/{id}")
        #expect(found.count == 16)
        #expect(Set(found).count == 16)
    }

    @Test func hostileAnswersStayBounded() throws {
        var pool = ValuePool()
        let wide = JSONValue.object((0..<20_000).map { .init("key\($0)x", .integer($0)) })
        pool.harvest(wide, from: APIOperation("GET /things"))
        #expect(pool.values(ofProperty: "key1x") == [.integer(1)])
        #expect(pool.values(ofProperty: "key19999x").isEmpty)
        var deep = JSONValue.object([.init("bottom", .integer(1))])
        for _ in 0..<100 { deep = .object([.init("inner", deep)]) }
        pool.harvest(deep, from: APIOperation("GET /things"))
        #expect(pool.values(ofProperty: "bottom").isEmpty)
    }

    @Test func ownValuesComeBeforeThoseOfOthers() throws {
        let own = try pool(("GET /users", #"[{"id":1}]"#))
        let others = try pool(("GET /users", #"[{"id":2},{"id":1}]"#))
        #expect(texts(own.merging(others), "id", "GET /users/{id}") == ["1", "2"])
    }
}
