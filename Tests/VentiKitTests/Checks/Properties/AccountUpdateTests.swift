//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct AccountUpdateTests {
    private func harmless(
        _ id: String,
        _ body: APISchema,
        known: [String: JSONValue] = [:]
    ) throws -> OperationRequest? {
        let operation = APIOperation(id, body: body)
        let generator = ValueGenerator(description: APIDescription([operation]), userValues: [:], seed: 0)
        let update = try #require(AccountUpdate(operation, schemas: .empty))
        let request = generator.request(for: operation, attempt: 0, pool: ValuePool())
        return update.harmless(request) { known[$0] }
    }

    @Test(arguments: ["PUT /me", "PATCH /user", "PUT /users/{id}", "PATCH /accounts/{id}", "PUT /settings"])
    func anAccountKeepsItsNameItsPasswordAndItsRole(_ id: String) throws {
        let request = try #require(try harmless(id, .texts("email", "username", "password", "role", "bio")))
        #expect(request.insertionPoints.map(\.name).filter { $0.hasPrefix("/") } == ["/bio"])
    }

    @Test func whatMustBeThereIsTheAccountsOwn() throws {
        let body = APISchema.object(
            ("username", APISchema(.string)),
            ("bio", APISchema(.string)),
            required: ["username"]
        )
        let request = try #require(try harmless("PUT /profile", body, known: ["username": .string("ann")]))
        #expect(request.value(at: InsertionPoint(.body, "/username")) == .string("ann"))
        #expect(request.value(at: InsertionPoint(.body, "/bio")) != nil)
    }

    @Test func whatIsNotSetYetIsLeftOut() throws {
        let body = APISchema.texts("phone", "bio")
        let request = try #require(try harmless("PUT /user", body, known: ["phone": .string("")]))
        #expect(request.insertionPoints.map(\.name) == ["/bio"])
    }

    @Test func aPasswordThatMustBeThereIsNotSet() throws {
        let body = APISchema.object(("password", APISchema(.string)), required: ["password"])
        #expect(try harmless("PUT /me", body) == nil)
    }

    @Test(arguments: ["PUT /orders/{id}", "POST /users", "PATCH /articles/{slug}"])
    func otherOperationsAreLeftAlone(_ id: String) {
        #expect(AccountUpdate(APIOperation(id, body: .texts("email", "status")), schemas: .empty) == nil)
    }
}
