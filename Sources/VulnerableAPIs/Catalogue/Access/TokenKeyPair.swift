//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A key pair that a fixture signs its tokens with.
enum TokenKeyPair: Sendable {
    case rsa(_RSA.Signing.PrivateKey)
    case p256(P256.Signing.PrivateKey)

    /// Made once for all fixtures, because it takes long.
    static let rsa = (try? _RSA.Signing.PrivateKey(keySize: .bits2048)).map { Self.rsa($0) }

    var algorithm: String {
        switch self {
        case .rsa: "RS256"
        case .p256: "ES256"
        }
    }

    /// The public key as a file of a server has it.
    var pem: String {
        switch self {
        case .rsa(let key): key.publicKey.pemRepresentation
        case .p256(let key): key.publicKey.pemRepresentation
        }
    }

    /// The public key as a JSON Web Key.
    var jwk: JSON {
        switch self {
        case .rsa(let key):
            guard let numbers = try? key.publicKey.getKeyPrimitives() else { return [:] }
            return [
                "kty": "RSA", "kid": "main", "use": "sig", "alg": "RS256",
                "n": .string(Base64URL.encode(Array(numbers.modulus))),
                "e": .string(Base64URL.encode(Array(numbers.publicExponent))),
            ]
        case .p256(let key):
            let point = Array(key.publicKey.rawRepresentation)
            return [
                "kty": "EC", "crv": "P-256", "kid": "main", "use": "sig",
                "x": .string(Base64URL.encode(Array(point.prefix(32)))),
                "y": .string(Base64URL.encode(Array(point.suffix(32)))),
            ]
        }
    }

    /// A token for a subject, good for an hour; the empty text where the key cannot sign.
    func issue(to subject: String) -> String {
        let header: JSON = ["alg": .string(algorithm), "typ": "JWT", "kid": "main"]
        let claims: JSON = [
            "sub": .string(subject), "iat": .integer(JSONWebToken.now), "exp": .integer(JSONWebToken.now + 3600),
        ]
        let text = Base64URL.encode(Array(header.text.utf8)) + "." + Base64URL.encode(Array(claims.text.utf8))
        let bytes = Array(text.utf8)
        let signature: [UInt8]? =
            switch self {
            case .rsa(let key):
                (try? key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5))
                    .map { Array($0.rawRepresentation) }
            case .p256(let key): (try? key.signature(for: bytes)).map { Array($0.rawRepresentation) }
            }
        return signature.map { text + "." + Base64URL.encode($0) } ?? ""
    }
}

/// Verifies a token with a public key that is given as a JSON Web Key.
enum TokenPublicKey {
    static func verifies(_ token: JSONWebToken, with jwk: JSON) -> Bool {
        let bytes = Array(token.signedText.utf8)
        func number(_ name: String) -> [UInt8] { jwk[name]?.stringValue.flatMap { Base64URL.decode($0) } ?? [] }
        switch (token.header["alg"]?.stringValue, jwk["kty"]?.stringValue) {
        case ("RS256", "RSA"):
            guard let key = try? _RSA.Signing.PublicKey(n: number("n"), e: number("e")) else { return false }
            let signature = _RSA.Signing.RSASignature(rawRepresentation: token.signature)
            return key.isValidSignature(signature, for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
        case ("ES256", "EC"):
            guard let key = try? P256.Signing.PublicKey(rawRepresentation: number("x") + number("y")),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: token.signature)
            else { return false }
            return key.isValidSignature(signature, for: bytes)
        default: return false
        }
    }
}
