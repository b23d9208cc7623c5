//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct TokenMutationTests {
    private let token = TestToken.signed(secret: "k1")

    private func apply(_ mutation: TokenMutation, to text: String) -> String? {
        var random = SeededRandom(seed: 1)
        return mutation.apply(to: text, random: &random)
    }

    @Test(arguments: [
        TokenMutation.algorithmNone(spelling: "none"), .signatureFlipped, .signatureRandom,
        .signedWithGuessedSecret("x"),
    ])
    func changesOfAJSONWebTokenNeedOne(mutation: TokenMutation) throws {
        #expect(apply(mutation, to: "opaque-token") == nil)
        let changed = try #require(apply(mutation, to: token))
        #expect(changed != token)
        #expect(JSONWebToken(changed)?.isSigned(with: "k1") == false)
    }

    @Test(arguments: [TokenMutation.randomOpaque, .truncated])
    func otherChangesWorkWithEveryToken(mutation: TokenMutation) throws {
        for text in ["opaque-token-4711", token, "x"] {
            let changed = try #require(apply(mutation, to: text))
            #expect(!changed.isEmpty)
            if text.count > 1 { #expect(changed != text) }
        }
    }

    @Test func aTruncatedTokenIsItsBeginning() throws {
        #expect(apply(.truncated, to: "abcdefghi") == "abcdef")
    }

    @Test func aRemovedTokenIsNone() { #expect(apply(.removed, to: token) == nil) }

    @Test func aRandomSignatureHasTheLengthOfTheOldOne() throws {
        let changed = try #require(apply(.signatureRandom, to: TestToken.signed(secret: "k1", algorithm: "HS512")))
        #expect(JSONWebToken(changed)?.signatureLength == 64)
    }

    @Test func theSameSeedGivesTheSameChange() {
        #expect(apply(.randomOpaque, to: token) == apply(.randomOpaque, to: token))
        #expect(apply(.signatureRandom, to: token) == apply(.signatureRandom, to: token))
    }
}
