//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct URLCredentialTests {
    @Test(arguments: [
        "access_token", "accessToken", "api_key", "apikey", "X-Api-Key", "client_secret", "jwt", "auth-token",
    ])
    func credentialsAreKnownByTheirNames(name: String) { #expect(URLCredential.isName(name)) }

    @Test(arguments: [
        "token", "page_token", "nextToken", "csrf_token", "resetToken", "verification_token", "inviteToken",
        "device_token",
        "key", "sort_key", "sessionId", "author", "session", "id", "keyword",
    ])
    func othersAreNot(name: String) { #expect(!URLCredential.isName(name)) }

    @Test func inThePathSessionsAndKeysAreThings() {
        for name in ["sessionId", "accessKey", "token"] {
            #expect(!URLCredential.isName(name, isInPath: true, useCount: 9))
            #expect(URLCredential.isName(name, useCount: 9))
        }
        #expect(URLCredential.isName("access_token", isInPath: true))
    }

    @Test func aBareTokenIsOneWhereItGoesWithEverything() {
        #expect(!URLCredential.isName("token", useCount: 2))
        #expect(URLCredential.isName("token", useCount: 3))
        #expect(!URLCredential.isName("page_token", useCount: 30))
    }

    @Test(arguments: [
        ("https://a.example/in?access_token=abcdefgh&x=1", "access_token"), ("/in?x=1&api_key=abcdefgh", "api_key"),
        ("/in?access_token=", nil), ("/in?code=abcdefgh", nil), ("/in#access_token=abcdefgh", nil), ("/in", nil),
        ("/in?x=1#?access_token=abcdefgh", nil),
    ])
    func addressesAreReadAsFarAsTheirQuery(address: String, name: String?) {
        #expect(URLCredential.name(inQueryOf: address) == name)
    }
}
