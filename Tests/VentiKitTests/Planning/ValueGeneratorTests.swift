//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ValueGeneratorTests {
    private func value(
        _ parameter: APIParameter,
        attempt: Int = 0,
        user: [String: String] = [:],
        pool: ValuePool = ValuePool()
    ) -> JSONValue? {
        let operation = APIOperation("GET /users/{id}", parameters: [parameter])
        let generator = ValueGenerator(description: APIDescription([operation]), userValues: user, seed: 0)
        return generator.request(for: operation, attempt: attempt, pool: pool).value(at: parameter.insertionPoint)
    }

    private var pool: ValuePool {
        var pool = ValuePool()
        pool.harvest(.array([.object([.init("id", .integer(500))])]), from: APIOperation("GET /users"))
        return pool
    }

    private let parameter = APIParameter(
        name: "id",
        location: .path,
        schema: APISchema(.integer) { $0.minimum = 900 },
        examples: [.integer(7)]
    )

    @Test func theLastAttemptNamesNothingOfWhichNoIDIsKnown() throws {
        let body = APISchema.object(
            ("user_id", APISchema(.integer)),
            ("coupon_id", APISchema(.integer)),
            ("shop_id", APISchema(.integer)),
            required: ["shop_id"]
        )
        let operation = APIOperation("POST /orders", body: body)
        let generator = ValueGenerator(description: APIDescription([operation]), userValues: [:], seed: 0)
        func names(_ attempt: Int) -> Set<String> {
            Set(generator.request(for: operation, attempt: attempt, pool: pool).insertionPoints.map(\.name))
        }
        #expect(names(0) == ["/user_id", "/coupon_id", "/shop_id"])
        #expect(names(2) == ["/user_id", "/shop_id"])
    }

    @Test func theUsersValueComesBeforeAllOthers() {
        #expect(value(parameter, user: ["id": "42"], pool: pool) == .string("42"))
        #expect(value(parameter, attempt: 1, user: ["id": "42"], pool: pool) == .string("42"))
    }

    @Test func theAPIsOwnValueComesThenThenTheExampleThenTheSchema() {
        #expect(value(parameter, attempt: 0, pool: pool) == .integer(500))
        #expect(value(parameter, attempt: 1, pool: pool) == .integer(7))
        #expect(value(parameter, attempt: 2, pool: pool) == .integer(900))
        #expect(value(parameter, attempt: 0) == .integer(7))
    }

    @Test func aFilterTakesItsDefaultBeforeWhatWasSeen() {
        let filter = APIParameter(
            name: "id",
            location: .query,
            isRequired: true,
            schema: APISchema(.integer) { $0.defaultValue = .integer(3) }
        )
        #expect(value(filter, pool: pool) == .integer(3))
    }

    @Test func theSameSeedGivesTheSameRequestAndAnotherSeedAnother() {
        let operation = APIOperation("POST /users", body: .texts("nick", "city"))
        func request(_ seed: UInt64) -> OperationRequest {
            ValueGenerator(description: APIDescription([operation]), userValues: [:], seed: seed)
                .request(for: operation, attempt: 0, pool: ValuePool())
        }
        #expect(request(1) == request(1))
        #expect(request(1) != request(2))
    }

    @Test func optionalParametersWithoutAValueInTheDocumentAreLeftOutAndTriedAsVariants() throws {
        let operation = APIOperation(
            "GET /users",
            parameters: [
                APIParameter(name: "q", location: .query, schema: APISchema(.string)),
                APIParameter(
                    name: "page",
                    location: .query,
                    schema: APISchema(.integer) { $0.defaultValue = .integer(1) }
                ),
            ]
        )
        let generator = ValueGenerator(description: APIDescription([operation]), userValues: [:], seed: 0)
        let request = generator.request(for: operation, attempt: 0, pool: ValuePool())
        #expect(request.arguments.map(\.parameter.name) == ["page"])
        let variants = generator.variants(of: request, pool: ValuePool())
        #expect(variants.map(\.point) == [InsertionPoint(.query, "q")])
        #expect(try #require(variants.first).request.arguments.map(\.parameter.name) == ["page", "q"])
    }

    @Test func aPathParameterThatTheDocumentForgetsIsFilled() {
        let operation = APIOperation("GET /users/{name}")
        let generator = ValueGenerator(description: APIDescription([operation]), userValues: ["name": "ann"], seed: 0)
        #expect(generator.request(for: operation, attempt: 0, pool: ValuePool()).render().target == "/users/ann")
    }

    @Test func theUsersValueKeepsTheTypeThatABodyAsksFor() {
        let body = APISchema.object(
            ("count", APISchema(.integer)),
            ("rate", APISchema(.number)),
            ("gift", APISchema(.boolean)),
            ("zip", APISchema(.string)),
            ("address", .object(("city", APISchema(.string))))
        )
        let operation = APIOperation("POST /orders", body: body)
        let values = ["count": "12", "rate": "0.5", "gift": "false", "zip": "01234", "city": "Brno"]
        let generator = ValueGenerator(description: APIDescription([operation]), userValues: values, seed: 0)
        let request = generator.request(for: operation, attempt: 0, pool: ValuePool())
        #expect(request.value(at: InsertionPoint(.body, "/count")) == .integer(12))
        #expect(request.value(at: InsertionPoint(.body, "/rate")) == .number(0.5))
        #expect(request.value(at: InsertionPoint(.body, "/gift")) == .bool(false))
        #expect(request.value(at: InsertionPoint(.body, "/zip")) == .string("01234"))
        #expect(request.value(at: InsertionPoint(.body, "/address/city")) == .string("Brno"))
    }

    @Test(arguments: [
        ("{a}", ["a"]), ("/x/{a}/{b}.{c}", ["a", "b", "c"]), ("/x", []), ("/{a", []), ("/a}b{c}", ["c"]),
    ])
    func templateNamesStandBetweenBraces(path: String, names: [String]) {
        #expect(ValueGenerator.templateNames(in: path) == names)
    }
}
