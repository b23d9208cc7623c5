//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Testing

@testable import VentiKit

struct TokenTests {
    @Test func aTokenIsTakenApart() throws {
        let token = try #require(JSONWebToken(TestToken.signed(claims: #"{"sub":"ann","exp":1700000000,"iat":5}"#)))
        #expect(token.algorithm == "HS256")
        #expect(token.expiration == 1_700_000_000)
        #expect(token.subjects == ["ann"])
        #expect(token.signatureLength == 32)
    }

    @Test func aFractionalExpirationIsReadAndATextIsNot() {
        #expect(JSONWebToken(TestToken.signed(claims: #"{"exp":1.5e9}"#))?.expiration == 1_500_000_000)
        #expect(JSONWebToken(TestToken.signed(claims: #"{"exp":"soon"}"#))?.expiration == nil)
        #expect(JSONWebToken(TestToken.signed(claims: "{}"))?.expiration == nil)
    }

    @Test(arguments: [
        "", "a", "a.b.c", "..", "e30.e30", "e30.e30.x.y", "W10.e30.", "e30.W10.", "e30.e30.*", "opaque-token-4711",
        "e30.e30." + String(repeating: "A", count: 20_000),
    ])
    func otherTextsAreNoTokens(text: String) { #expect(JSONWebToken(text) == nil) }

    @Test(arguments: ["HS256", "HS384", "HS512"])
    func aSignatureHoldsForItsSecretOnly(algorithm: String) throws {
        let token = try #require(JSONWebToken(TestToken.signed(secret: "k1", algorithm: algorithm)))
        #expect(token.isSigned(with: "k1"))
        #expect(!token.isSigned(with: "k2"))
        #expect(!token.isSigned(with: ""))
    }

    @Test(arguments: ["RS256", "none", "", "hs256"])
    func otherAlgorithmsAreSignedByNoSecret(algorithm: String) throws {
        let token = try #require(JSONWebToken(TestToken.signed(secret: "k1", algorithm: algorithm)))
        #expect(!token.isSigned(with: "k1"))
    }

    @Test(arguments: ["HS256", "HS384", "HS512"])
    func aForgedTokenHoldsAndIsAnother(algorithm: String) throws {
        let original = TestToken.signed(claims: #"{"sub":"ann","iat":5}"#, secret: "k1", algorithm: algorithm)
        let text = try #require(JSONWebToken(original)).forged(with: "k1")
        let forged = try #require(JSONWebToken(text))
        #expect(text != original)
        #expect(forged.isSigned(with: "k1"))
        #expect(forged.claims["iat"] == .integer(6))
        #expect(forged.claims["sub"] == .string("ann"))
    }

    @Test func theAlgorithmNoneHasNoSignatureAndTheSameClaims() throws {
        let token = try #require(JSONWebToken(TestToken.signed(claims: #"{"sub":"ann"}"#)))
        let text = token.unsigned(algorithm: "nOnE")
        #expect(text.hasSuffix("."))
        let unsigned = try #require(JSONWebToken(text))
        #expect(unsigned.algorithm == "nOnE")
        #expect(unsigned.claims == token.claims)
        #expect(unsigned.header["typ"] == .string("JWT"))
        #expect(unsigned.signatureLength == 0)
    }

    @Test func aFlippedSignatureDiffersInOneBitAndNoLongerHolds() throws {
        let original = TestToken.signed(secret: "k1")
        let flipped = try #require(JSONWebToken(original)).withFlippedSignature
        #expect(flipped.split(separator: ".").prefix(2) == original.split(separator: ".").prefix(2))
        #expect(flipped.count == original.count)
        #expect(zip(flipped, original).count { $0 != $1 } == 1)
        #expect(JSONWebToken(flipped)?.isSigned(with: "k1") == false)
    }

    @Test func anEmptySignatureCanBeFlippedToo() throws {
        let token = try #require(JSONWebToken("e30.e30."))
        #expect(JSONWebToken(token.withFlippedSignature)?.signatureLength == 1)
    }
}

/// Tokens made by swift-crypto alone, so that the code under test is not its own judge.
enum TestToken {
    static func signed(
        claims: String = #"{"sub":"ann"}"#,
        secret: String = "k1",
        algorithm: String = "HS256"
    ) -> String {
        let header = #"{"alg":"\#(algorithm)","typ":"JWT"}"#
        let input = encode(Array(header.utf8)) + "." + encode(Array(claims.utf8))
        let key = SymmetricKey(data: Array(secret.utf8))
        let bytes = Array(input.utf8)
        let code: [UInt8] =
            switch algorithm {
            case "HS384": Array(HMAC<SHA384>.authenticationCode(for: bytes, using: key))
            case "HS512": Array(HMAC<SHA512>.authenticationCode(for: bytes, using: key))
            default: Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
            }
        return input + "." + encode(code)
    }

    private static func encode(_ bytes: [UInt8]) -> String { Base64.encodeURLSafe(bytes) }
}
