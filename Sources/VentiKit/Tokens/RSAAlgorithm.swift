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

/// The algorithms of JSON Web Signatures that use RSA (RFC 7518, 3.3 and 3.5).
enum RSAAlgorithm: String, Sendable, Hashable, CaseIterable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"

    /// The signature of a message.
    ///
    /// - Throws: What the cryptography throws where the key is too short.
    func signature(of message: [UInt8], key: _RSA.Signing.PrivateKey) throws -> [UInt8] {
        let signature =
            switch self {
            case .rs256, .ps256: try key.signature(for: SHA256.hash(data: message), padding: padding)
            case .rs384, .ps384: try key.signature(for: SHA384.hash(data: message), padding: padding)
            case .rs512, .ps512: try key.signature(for: SHA512.hash(data: message), padding: padding)
            }
        return Array(signature.rawRepresentation)
    }

    /// Whether a signature is the key's.
    func isValid(_ signature: [UInt8], of message: [UInt8], key: _RSA.Signing.PublicKey) -> Bool {
        let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
        return switch self {
        case .rs256, .ps256: key.isValidSignature(signature, for: SHA256.hash(data: message), padding: padding)
        case .rs384, .ps384: key.isValidSignature(signature, for: SHA384.hash(data: message), padding: padding)
        case .rs512, .ps512: key.isValidSignature(signature, for: SHA512.hash(data: message), padding: padding)
        }
    }

    private var padding: _RSA.Signing.Padding {
        switch self {
        case .rs256, .rs384, .rs512: .insecurePKCS1v1_5
        case .ps256, .ps384, .ps512: .PSS
        }
    }
}
