//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct FreeTextTests {
    private func places(_ body: APISchema) -> [String] {
        let operation = APIOperation("POST /things", body: body)
        let description = APIDescription([operation])
        let request = ValueGenerator(description: description, userValues: [:], seed: 0)
            .request(for: operation, attempt: 0, pool: ValuePool())
        return FreeText.places(in: request, description.schemas).map(\.point.name)
    }

    @Test func whatPeopleReadComesFirst() {
        #expect(places(.texts("zone", "note", "title")) == ["/title", "/note", "/zone"])
    }

    @Test func textsThatMeanSomethingElseAreLeftAlone() {
        let coded = APISchema(.string) { $0.pattern = "^[A-Z]{3}$" }
        let fixed = APISchema(.string) { $0.enumeration = [.string("a")] }
        let dated = APISchema(.string) { $0.format = "date" }
        let short = APISchema(.string) { $0.maxLength = 3 }
        let body = APISchema.object(
            ("iso", coded),
            ("kind", fixed),
            ("due", dated),
            ("tag", short),
            ("customerId", APISchema(.string)),
            ("email", APISchema(.string)),
            ("amount", APISchema(.integer)),
            ("note", APISchema(.string))
        )
        #expect(places(body) == ["/note"])
    }

    @Test(arguments: [
        ("visibility", ["public", "private"], JSONValue.string("private")), ("access", ["all", "me"], .string("me")),
    ])
    func aWordForPrivateIsTaken(_ name: String, _ values: [String], _ expected: JSONValue) throws {
        let choice = APISchema(.string) { $0.enumeration = values.map(JSONValue.string) }
        let operation = APIOperation("POST /posts", body: .object((name, choice)))
        let request = OperationRequest(operation: operation, body: .json(.object([]), mediaType: "application/json"))
        let closed = try #require(PrivateValues.closing(request, .empty))
        #expect(closed.value(at: InsertionPoint(.body, "/\(name)")) == expected)
    }

    @Test func aFlagForPrivateIsSet() throws {
        let operation = APIOperation(
            "POST /posts",
            body: .object(("isPrivate", APISchema(.boolean)), ("published", APISchema(.boolean)))
        )
        let request = OperationRequest(operation: operation, body: .json(.object([]), mediaType: "application/json"))
        let closed = try #require(PrivateValues.closing(request, .empty))
        #expect(closed.value(at: InsertionPoint(.body, "/isPrivate")) == .bool(true))
        #expect(closed.value(at: InsertionPoint(.body, "/published")) == .bool(false))
    }
}
