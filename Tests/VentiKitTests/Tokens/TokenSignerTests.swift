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

struct TokenSignerTests {
    private let message = Array("what is signed".utf8)

    @Test(arguments: RSAAlgorithm.allCases)
    func signaturesOfRSAHold(algorithm: RSAAlgorithm) throws {
        let signer = try #require(TokenSigner.ownKey(algorithm: algorithm.rawValue))
        guard case .rsa(let key, _) = signer else {
            Issue.record("no RSA key")
            return
        }
        let signature = try signer.signature(of: message)
        #expect(signer.algorithm == algorithm.rawValue)
        #expect(signature.count == 256)
        #expect(algorithm.isValid(signature, of: message, key: key.publicKey))
        #expect(!algorithm.isValid(signature, of: message + [1], key: key.publicKey))
        for other in RSAAlgorithm.allCases where other != algorithm {
            #expect(!other.isValid(signature, of: message, key: key.publicKey))
        }
    }

    @Test func signaturesOfCurvesHoldAndHaveTheLengthOfTheStandard() throws {
        let p256 = P256.Signing.PrivateKey()
        let first = try TokenSigner.p256(p256).signature(of: message)
        #expect(p256.publicKey.isValidSignature(try .init(rawRepresentation: first), for: message))
        let p384 = P384.Signing.PrivateKey()
        let second = try TokenSigner.p384(p384).signature(of: message)
        #expect(p384.publicKey.isValidSignature(try .init(rawRepresentation: second), for: message))
        let p521 = P521.Signing.PrivateKey()
        let third = try TokenSigner.p521(p521).signature(of: message)
        #expect(p521.publicKey.isValidSignature(try .init(rawRepresentation: third), for: message))
        let edwards = Curve25519.Signing.PrivateKey()
        let fourth = try TokenSigner.ed25519(edwards).signature(of: message)
        #expect(edwards.publicKey.isValidSignature(fourth, for: message))
        // RFC 7518, 3.4; RFC 8032, 5.1.6.
        #expect([first, second, third, fourth].map(\.count) == [64, 96, 132, 64])
    }

    @Test(arguments: ["", "HS256", "none", "RS1", "es256"])
    func otherNamesHaveNoKeyPair(algorithm: String) { #expect(TokenSigner.ownKey(algorithm: algorithm) == nil) }

    @Test func aSecretHasNoPublicKey() {
        #expect(TokenSigner.hmac(.hs256, key: [1]).publicKey == nil)
    }
}
