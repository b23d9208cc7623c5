//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct LoginOperationTests {
    private func recognise(
        _ id: String,
        _ body: APISchema,
        operationID: String? = nil,
        mediaType: String = "application/json"
    ) -> LoginOperation? {
        LoginOperation(APIOperation(id, operationID: operationID, body: body, mediaType: mediaType))
    }

    @Test func aJSONLoginIsRecognisedWithItsFields() throws {
        let login = try #require(recognise("POST /auth/login", .texts("remember", "password", "email")))
        #expect(login.usernameField == InsertionPoint(.body, "/email"))
        #expect(login.passwordField == InsertionPoint(.body, "/password"))
    }

    @Test func aFormLoginNamesItsFieldsPlainly() throws {
        let login = try #require(
            recognise(
                "POST /oauth/token",
                .texts("grant_type", "username", "password"),
                mediaType: "application/x-www-form-urlencoded"
            )
        )
        #expect(login.usernameField == InsertionPoint(.body, "username"))
        #expect(login.passwordField == InsertionPoint(.body, "password"))
    }

    @Test func nestedFieldsAreGivenByPointer() throws {
        let login = try #require(recognise("POST /users/login", .object(("user", .texts("email", "password")))))
        #expect(login.usernameField == InsertionPoint(.body, "/user/email"))
        #expect(login.passwordField == InsertionPoint(.body, "/user/password"))
    }

    @Test(arguments: [
        "POST /login", "POST /signin", "POST /sign-in", "POST /log_in", "POST /v2/sessions", "POST /api/authenticate",
        "POST /identity/api/auth/login", "POST /tokens", "POST /users/signIn",
    ])
    func manySpellingsAreRecognised(id: String) {
        #expect(recognise(id, .texts("username", "password")) != nil)
    }

    @Test(arguments: [
        ("user", "pass"), ("login", "pwd"), ("e-mail", "passwd"), ("accountName", "passphrase"),
        ("phone_number", "pin"),
        ("UserName", "PassWord"), ("customerEmail", "userPassword"),
    ])
    func manyNamesOfFieldsAreRecognised(username: String, password: String) throws {
        let login = try #require(recognise("POST /login", .texts(password, username)))
        #expect(login.usernameField.name == "/\(username)")
        #expect(login.passwordField.name == "/\(password)")
    }

    @Test(arguments: [
        "POST /register", "POST /users/signup", "POST /auth/registration", "POST /password/reset", "POST /auth/forgot",
        "POST /auth/refresh", "POST /auth/change-password", "POST /auth/verify",
    ])
    func otherThingsThatTakeAPasswordAreNoLogin(id: String) {
        #expect(recognise(id, .texts("username", "password")) == nil)
    }

    @Test func anotherMethodOrBodyIsNoLogin() {
        #expect(recognise("PUT /login", .texts("username", "password")) == nil)
        #expect(recognise("POST /login", .texts("username")) == nil)
        #expect(recognise("POST /login", .texts("password")) == nil)
        #expect(LoginOperation(APIOperation("POST /login")) == nil)
        #expect(recognise("POST /login", .texts("username", "password"), mediaType: "application/xml") == nil)
        #expect(recognise("POST /users", .texts("username", "password")) == nil)
    }

    @Test func anAnswerWithATokenMakesALogin() {
        var operation = APIOperation("POST /users/enter", body: .texts("username", "password"))
        operation.responses["200"] = APIResponse(contents: [
            APIContent(mediaType: "application/json", schema: .object(("data", .texts("access_token"))))
        ])
        #expect(LoginOperation(operation) != nil)
        operation.responses = ["400": operation.responses["200"] ?? APIResponse()]
        #expect(LoginOperation(operation) == nil)
    }

    @Test func referencesAreFollowed() {
        let operation = APIOperation("POST /login", body: .reference("Credentials"))
        #expect(LoginOperation(operation, schemas: SchemaLibrary(["Credentials": .texts("email", "password")])) != nil)
        #expect(LoginOperation(operation) == nil)
    }

    @Test func theLoginThatNeedsNoCredentialIsPreferred() {
        var admin = APIOperation("POST /admin/login", body: .texts("username", "password"))
        admin.security = [[APISecurityRequirement(scheme: "bearer")]]
        let user = APIOperation("POST /login", body: .texts("username", "password"))
        #expect(LoginOperation.find(in: APIDescription([admin, user]))?.operation.path == "/login")
        #expect(LoginOperation.find(in: APIDescription([admin]))?.operation.path == "/admin/login")
        #expect(LoginOperation.find(in: APIDescription([APIOperation("GET /login")])) == nil)
    }
}
