//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct RegistrationOperationTests {
    private func recognise(_ id: String, _ body: APISchema, operationID: String? = nil) -> RegistrationOperation? {
        RegistrationOperation(APIOperation(id, operationID: operationID, body: body), schemas: .empty)
    }

    @Test(arguments: [
        "POST /register", "POST /users/v1/register", "POST /auth/signup", "POST /auth/sign-up", "POST /accounts",
        "POST /users", "POST /v1/customers", "POST /api/members",
    ])
    func aRegistrationIsRecognised(_ id: String) {
        #expect(recognise(id, .texts("email", "password")) != nil)
    }

    @Test(arguments: [
        "POST /login", "POST /users/login", "POST /password/reset", "POST /password/forgot", "PUT /users/{id}",
        "GET /register", "POST /orders", "POST /users/invite",
    ])
    func somethingElseIsNot(_ id: String) {
        #expect(recognise(id, .texts("email", "password")) == nil)
    }

    @Test func withoutAPasswordItIsNone() {
        #expect(recognise("POST /register", .texts("email", "name")) == nil)
    }

    @Test func fieldsAreFoundInNestedBodies() throws {
        let found = try #require(recognise("POST /users", .object(("user", .texts("username", "email", "password")))))
        #expect(found.places.map(\.point.name) == ["/user/username", "/user/email", "/user/password"])
        #expect(found.places.map(\.field) == [.username, .email, .password])
    }

    @Test func theConfirmationOfAPasswordIsThePassword() throws {
        let found = try #require(recognise("POST /signup", .texts("login", "password", "passwordConfirmation")))
        #expect(found.places.map(\.field) == [.username, .password, .password])
    }

    @Test func whatIsCalledARegistrationComesBeforeWhatOnlyMakesAUser() {
        let description = APIDescription([
            APIOperation("POST /internal/users", operationID: "create_user", body: .texts("email", "password")),
            APIOperation("POST /users/signup", operationID: "sign_up", body: .texts("email", "password")),
        ])
        #expect(RegistrationOperation.find(in: description).first?.operation.id == "POST /users/signup")
    }

    @Test func aPublicOperationThatIsCalledSoComesFirst() {
        let description = APIDescription([
            APIOperation("POST /users", body: .texts("email", "password")),
            APIOperation("POST /auth/register", body: .texts("email", "password")),
        ])
        #expect(
            RegistrationOperation.find(in: description).map(\.operation.id) == ["POST /auth/register", "POST /users"]
        )
    }
}
