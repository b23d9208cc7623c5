//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct SecretGuessesTests {
    private let guesses = SecretGuesses(for: APIDescription([], title: "Parcel Service"), host: "api.acme-post.example")

    private func found(_ secret: String, algorithm: String = "HS256") throws -> String? {
        guesses.secret(of: try #require(JSONWebToken(TestToken.signed(secret: secret, algorithm: algorithm))))
    }

    @Test(arguments: ["secret", "random", "changeme", "your-256-bit-secret", "password123", "keyboard cat", ""])
    func findsCommonWords(secret: String) throws { #expect(try found(secret) == secret) }

    @Test(arguments: [
        "parcel", "Parcel Service", "parcel-secret", "PARCEL_KEY", "acme", "acmesecret", "post123",
        "api.acme-post.example",
    ])
    func findsWordsOfTheTitleAndTheHost(secret: String) throws { #expect(try found(secret) == secret) }

    @Test(arguments: ["HS384", "HS512"]) func findsThemForEveryHMAC(algorithm: String) throws {
        #expect(try found("secret", algorithm: algorithm) == "secret")
    }

    @Test(arguments: ["", "d3b07384d113edec49eaa6238ad5ff00c86a4d6f"])
    func findsNothingWithoutAnAlgorithmOrForARandomKey(secret: String) throws {
        #expect(try found(secret.isEmpty ? "secret" : secret, algorithm: secret.isEmpty ? "RS256" : "HS256") == nil)
    }

    @Test func noGuessComesTwiceAndTheListIsBounded() {
        let all = Array(guesses)
        #expect(Set(all).count == all.count)
        #expect(all.count < 20_000)
    }
}
