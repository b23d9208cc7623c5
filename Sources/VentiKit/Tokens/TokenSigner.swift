//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Crypto
internal import CryptoExtras

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A private key and the algorithm of JSON Web Signatures (RFC 7518, 3.1; RFC 8037, 3.1) that it is used with.
enum TokenSigner: Sendable {
    case hmac(HMACAlgorithm, key: [UInt8])
    case rsa(_RSA.Signing.PrivateKey, RSAAlgorithm)
    case p256(P256.Signing.PrivateKey)
    case p384(P384.Signing.PrivateKey)
    case p521(P521.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)

    /// A key pair of one's own for an algorithm that has one; `nil` for every other name.
    ///
    /// Key pairs come from the system's random source and not from the seed: nothing that a scan reports depends on them.
    static func ownKey(algorithm: String) -> TokenSigner? {
        switch algorithm {
        case "ES256": .p256(P256.Signing.PrivateKey())
        case "ES384": .p384(P384.Signing.PrivateKey())
        case "ES512": .p521(P521.Signing.PrivateKey())
        case "EdDSA": .ed25519(Curve25519.Signing.PrivateKey())
        default: RSAAlgorithm(rawValue: algorithm).flatMap { algorithm in ownRSAKey.map { .rsa($0, algorithm) } }
        }
    }

    /// The `alg` that goes with the signatures.
    var algorithm: String {
        switch self {
        case .hmac(let algorithm, _): algorithm.rawValue
        case .rsa(_, let algorithm): algorithm.rawValue
        case .p256: "ES256"
        case .p384: "ES384"
        case .p521: "ES512"
        case .ed25519: "EdDSA"
        }
    }

    /// The signature of a message.
    ///
    /// - Throws: What the cryptography throws where a key is not fit for the algorithm.
    func signature(of message: [UInt8]) throws -> [UInt8] {
        switch self {
        case .hmac(let algorithm, let key): algorithm.code(of: message, key: key)
        case .rsa(let key, let algorithm): try algorithm.signature(of: message, key: key)
        case .p256(let key): Array(try key.signature(for: message).rawRepresentation)
        case .p384(let key): Array(try key.signature(for: message).rawRepresentation)
        case .p521(let key): Array(try key.signature(for: message).rawRepresentation)
        case .ed25519(let key): Array(try key.signature(for: message))
        }
    }

    /// The public key; `nil` for a secret.
    var publicKey: JSONWebKey? {
        switch self {
        case .hmac: nil
        case .rsa(let key, _):
            (try? key.publicKey.getKeyPrimitives()).map {
                .rsa(modulus: Array($0.modulus), exponent: Array($0.publicExponent))
            }
        case .p256(let key): .point(.p256, Array(key.publicKey.rawRepresentation))
        case .p384(let key): .point(.p384, Array(key.publicKey.rawRepresentation))
        case .p521(let key): .point(.p521, Array(key.publicKey.rawRepresentation))
        case .ed25519(let key): .ed25519(Array(key.publicKey.rawRepresentation))
        }
    }

    /// Made once, because it takes long. It protects nothing: whoever verifies with it has been told to by its token.
    private static let ownRSAKey = try? _RSA.Signing.PrivateKey(keySize: .bits2048)
}
