//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import VentiKit

struct JSONWebKeyTests {
    private func text(_ key: JSONWebKey, _ name: String) throws -> String {
        let encoding = try #require(key.encodings.first { $0.name == name })
        return String(decoding: encoding.bytes, as: UTF8.self)
    }

    @Test func anRSAKeyIsEncodedAsOthersDo() throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048).publicKey
        let numbers = try key.getKeyPrimitives()
        let jwk = JSONWebKey.rsa(modulus: Array(numbers.modulus), exponent: Array(numbers.publicExponent))
        #expect(jwk.subjectPublicKeyInfo == Array(key.derRepresentation))
        #expect(jwk.pkcs1 == Array(key.pkcs1DERRepresentation))
        #expect(try text(jwk, "PEM (SPKI)") == key.pemRepresentation.trimmingCharacters(in: .newlines))
        #expect(try text(jwk, "PEM (PKCS #1)") == key.pkcs1PEMRepresentation.trimmingCharacters(in: .newlines))
    }

    @Test func keysOfCurvesAreEncodedAsOthersDo() {
        let p256 = P256.Signing.PrivateKey().publicKey
        let p384 = P384.Signing.PrivateKey().publicKey
        let p521 = P521.Signing.PrivateKey().publicKey
        for (curve, raw, der) in [
            (JSONWebKey.Curve.p256, p256.rawRepresentation, p256.derRepresentation),
            (.p384, p384.rawRepresentation, p384.derRepresentation),
            (.p521, p521.rawRepresentation, p521.derRepresentation),
        ] {
            #expect(JSONWebKey.point(curve, Array(raw)).subjectPublicKeyInfo == Array(der))
        }
        // RFC 8410, 10.1.
        let key = Base64.decode("GXRELcqLYF3ioIm7dOoVM1O/IvBs1oW4ZBYMVZGtH3w=") ?? []
        let info = Base64.encode(JSONWebKey.ed25519(key).subjectPublicKeyInfo)
        #expect(info == Base64.encode([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00] + key))
    }

    @Test(arguments: ["RS256", "ES256", "ES384", "ES512", "EdDSA"])
    func aKeyIsReadAsItIsWritten(algorithm: String) throws {
        let key = try #require(TokenSigner.ownKey(algorithm: algorithm)?.publicKey)
        let read = try #require(JSONWebKey(key.json))
        #expect(read.material == key.material)
        #expect(read.encodings == key.encodings)
    }

    @Test func everyEncodingComesOnceAndLineEndingsDiffer() throws {
        let key = try #require(TokenSigner.ownKey(algorithm: "RS256")?.publicKey)
        #expect(Set(key.encodings.map(\.bytes)).count == key.encodings.count)
        #expect(Set(key.encodings.map(\.name)).count == key.encodings.count)
        #expect(key.encodings.count == 11)
        #expect(try text(key, "PEM (SPKI), line feed at its end") == text(key, "PEM (SPKI)") + "\n")
        #expect(try !text(key, "PEM (SPKI), CR LF").contains { $0 == "\n" })
    }

    @Test func coordinatesWithoutTheirZerosAreFilledUp() throws {
        let json: JSONValue = .object([
            .init("kty", .string("EC")), .init("crv", .string("P-256")), .init("x", .string("AQ")),
            .init("y", .string("Ag")),
        ])
        guard case .point(_, let x, let y) = try #require(JSONWebKey(json)).material else {
            Issue.record("not a point")
            return
        }
        #expect(x == [UInt8](repeating: 0, count: 31) + [1])
        #expect(y == [UInt8](repeating: 0, count: 31) + [2])
    }

    @Test(arguments: [
        "{}", #"{"kty":"oct","k":"AA"}"#, #"{"kty":"RSA","n":"AQAB"}"#, #"{"kty":"RSA","n":"","e":"AQAB"}"#,
        #"{"kty":"EC","crv":"P-999","x":"AQ","y":"AQ"}"#, #"{"kty":"OKP","crv":"Ed25519","x":"AQ"}"#,
        #"{"kty":"RSA","n":"*","e":"AQAB"}"#, #"{"kty":7}"#, "[]", "7",
    ])
    func otherValuesAreNoPublicKeys(text: String) throws {
        let json = try #require(JSONValue(parsingJSON: Array(text.utf8)))
        #expect(JSONWebKey(json) == nil)
    }

    @Test func aCoordinateThatIsTooLongIsNoKey() {
        let long = Base64.encodeURLSafe([UInt8](repeating: 1, count: 33))
        let json: JSONValue = .object([
            .init("kty", .string("EC")), .init("crv", .string("P-256")), .init("x", .string(long)),
            .init("y", .string("AQ")),
        ])
        #expect(JSONWebKey(json) == nil)
    }

    @Test func aSetLeavesOutWhatItDoesNotUnderstand() throws {
        let text = #"{"keys":[{"kty":"oct","k":"AA"},{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"},7]}"#
        #expect(try #require(JSONWebKeySet(Array(text.utf8))).keys.map(\.keyID) == ["a"])
        #expect(JSONWebKeySet(Array(#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#.utf8))?.keys.count == 1)
        #expect(JSONWebKeySet(Array(#"{"keys":[]}"#.utf8)) == nil)
        #expect(JSONWebKeySet(Array("<html>".utf8)) == nil)
    }

    @Test func ofAHugeSetOnlyTheFirstKeysAreRead() {
        let key = #"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#
        let text = #"{"keys":["# + Array(repeating: key, count: 500).joined(separator: ",") + "]}"
        #expect(JSONWebKeySet(Array(text.utf8))?.keys.count == JSONWebKeySet.maximumKeys)
    }
}
