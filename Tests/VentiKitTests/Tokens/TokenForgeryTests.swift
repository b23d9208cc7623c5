//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import CryptoExtras
import Testing

@testable import VentiKit

struct TokenForgeryTests {
    private let now = 1_800_000_000.0
    private let claims = #"{"sub":"ann","iat":5,"exp":1800000600,"nbf":5,"aud":["a"],"iss":"i"}"#

    private func forge(_ forgery: TokenForgery, algorithm: String = "HS256") throws -> JSONWebToken {
        let token = try #require(JSONWebToken(TestToken.signed(claims: claims, algorithm: algorithm)))
        let text = try #require(token.forged(by: forgery, now: now))
        return try #require(JSONWebToken(text))
    }

    @Test(arguments: [
        (TokenForgery.ClaimChange.issuedLater, "iat", JSONValue.integer(6)),
        (.expired, "exp", .integer(1_799_996_400)), (.notYetValid, "nbf", .integer(1_800_086_400)),
        (.otherAudience, "aud", .string("urn:other:audience")),
        (.otherIssuer, "iss", .string("https://issuer.invalid")),
    ])
    func oneClaimChangesAndNoOther(_ change: TokenForgery.ClaimChange, _ name: String, _ value: JSONValue) throws {
        let before = try #require(JSONWebToken(TestToken.signed(claims: claims))).claims
        let after = try forge(TokenForgery(.secret("k"), claims: [change])).claims
        #expect(after[name] == value)
        #expect(after.members.map(\.name) == before.members.map(\.name))
        #expect(after.members.filter { $0.name != name } == before.members.filter { $0.name != name })
    }

    @Test func aTokenWithoutAnIssueTimeGetsNone() throws {
        let token = try #require(JSONWebToken(TestToken.signed(claims: #"{"sub":"ann"}"#)))
        let text = try #require(token.forged(by: TokenForgery(.kept, claims: [.issuedLater])))
        #expect(JSONWebToken(text)?.claims == token.claims)
    }

    @Test(arguments: ["HS256", "HS384", "HS512", "RS256", "none"])
    func aSecretSignsByTheTokensHMACOrByHS256(algorithm: String) throws {
        let forged = try forge(TokenForgery(.secret("k9")), algorithm: algorithm)
        #expect(forged.algorithm == (algorithm.hasPrefix("HS") ? algorithm : "HS256"))
        #expect(forged.isSigned(with: "k9"))
    }

    @Test func bytesSignAsWellAsTextDoes() throws {
        #expect(try forge(TokenForgery(.secretBytes(Array("k9".utf8)))).isSigned(with: "k9"))
    }

    @Test func anEmptyKeyAndZeroBytesAreTheSame() throws {
        #expect(try forge(TokenForgery(.secretBytes([0]))) == forge(TokenForgery(.secret(""))))
    }

    @Test func unsignedTokensHaveNoSignatureAndTheAlgorithmTheyShould() throws {
        let none = try forge(TokenForgery(.none(spelling: "NonE")))
        #expect((none.algorithm, none.signatureLength) == ("NonE", 0))
        let absent = try forge(TokenForgery(.absent))
        #expect((absent.algorithm, absent.signatureLength) == ("HS256", 0))
    }

    @Test func aKeptSignatureNoLongerFits() throws {
        let token = try #require(JSONWebToken(TestToken.signed(claims: claims)))
        let forged = try forge(TokenForgery(.kept, claims: [.issuedLater]))
        #expect(forged.signature == token.signature)
        #expect(!forged.isSigned(with: "k1"))
    }

    @Test func aSubjectIsSetInTheClaims() throws {
        let forged = try forge(TokenForgery(.kept, subject: "bob"))
        #expect(forged.claims["sub"] == .string("bob"))
        #expect(forged.claims["iss"] == .string("i"))
    }

    @Test func aKeyIDIsSetInTheHeader() throws {
        let forged = try forge(TokenForgery(.secret(""), keyID: "../dev/null"))
        #expect(forged.header["kid"] == .string("../dev/null"))
        #expect(forged.header["typ"] == .string("JWT"))
    }

    @Test(arguments: ["ES256", "RS256"])
    func aTokenBringsTheKeyThatItIsSignedWith(algorithm: String) throws {
        let forged = try forge(TokenForgery(.ownKey(algorithm: algorithm), keyID: "k"))
        let json = try #require(forged.header["jwk"])
        let key = try #require(JSONWebKey(json))
        let message = Array(forged.signingInput.utf8)
        #expect(key.keyID == "k")
        #expect(forged.algorithm == algorithm)
        switch key.material {
        case .point(_, let x, let y):
            let publicKey = try P256.Signing.PublicKey(rawRepresentation: x + y)
            let signature = try P256.Signing.ECDSASignature(rawRepresentation: forged.signature)
            #expect(publicKey.isValidSignature(signature, for: message))
        case .rsa:
            guard case .rsa(let own, let algorithm) = try #require(TokenSigner.ownKey(algorithm: "RS256")) else {
                return
            }
            #expect(algorithm.isValid(forged.signature, of: message, key: own.publicKey))
        case .ed25519: Issue.record("an unexpected key")
        }
    }

    @Test func anUnknownAlgorithmMakesNoToken() throws {
        let token = try #require(JSONWebToken(TestToken.signed()))
        #expect(token.forged(by: TokenForgery(.ownKey(algorithm: "XS1"))) == nil)
    }
}
