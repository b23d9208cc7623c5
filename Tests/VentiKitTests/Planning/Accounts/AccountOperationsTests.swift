//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct AccountOperationsTests {
    @Test(arguments: ["GET /me", "GET /auth/me", "GET /api/v1/users/me", "GET /profile", "GET /whoami", "GET /user"])
    func whoIsAskingIsSaidThere(_ id: String) {
        #expect(AccountOperations.isProfile(APIOperation(id)))
    }

    @Test(arguments: ["GET /users", "GET /users/{id}", "POST /me", "GET /profiles", "GET /media"])
    func andNotThere(_ id: String) {
        #expect(!AccountOperations.isProfile(APIOperation(id)))
    }

    @Test(arguments: [
        "POST /logout", "POST /auth/sign-out", "DELETE /sessions/current", "GET /logout", "POST /token/revoke",
        "DELETE /session",
    ])
    func aLogoutIsRecognised(_ id: String) {
        #expect(AccountOperations.isLogout(APIOperation(id)))
    }

    @Test(arguments: ["POST /sessions", "DELETE /orders/{id}", "GET /sessions", "DELETE /sessions/{id}"])
    func somethingElseIsNot(_ id: String) {
        #expect(!AccountOperations.isLogout(APIOperation(id)))
    }

    @Test func aPasswordChangeIsRecognisedWithItsFields() throws {
        let operation = APIOperation(
            "PUT /account/password",
            body: .texts("oldPassword", "newPassword", "confirmPassword")
        )
        let change = try #require(PasswordChangeOperation(operation, schemas: .empty))
        #expect(change.currentPassword == InsertionPoint(.body, "/oldPassword"))
        #expect(change.newPassword == InsertionPoint(.body, "/newPassword"))
        #expect(change.confirmation == InsertionPoint(.body, "/confirmPassword"))
    }

    @Test func aResetIsNoChange() {
        let operation = APIOperation("POST /password/forgot", body: .texts("password"))
        #expect(PasswordChangeOperation(operation, schemas: .empty) == nil)
    }
}
