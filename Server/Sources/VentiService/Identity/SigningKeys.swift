//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
public import Foundation
import JWTKit

/// The Ed25519 keys of access tokens: the last one signs, the ones before still verify.
public struct SigningKeys: Sendable, Equatable {
    struct Key: Codable, Sendable, Equatable {
        var id: String
        var seed: Data
        var createdAt: Date
    }

    private(set) var keys: [Key]

    /// One new key.
    public init(at date: Date = Date()) { keys = [Self.make(date)] }

    /// Reads what ``encoded()`` has written.
    /// - Throws: ``ServiceError`` where it is no file of keys.
    public init(encoded data: Data) throws {
        guard let keys = try? JSONDecoder().decode([Key].self, from: data), !keys.isEmpty else {
            throw ServiceError(.unavailable, "The file of signing keys is damaged.")
        }
        self.keys = keys
    }

    /// The keys as a file keeps them.
    public func encoded() throws -> Data { try JSONEncoder().encode(keys) }

    /// The same keys with a new one that signs from now on. The two latest stay.
    public func rotated(at date: Date = Date()) -> SigningKeys {
        var copy = self
        copy.keys = copy.keys.suffix(1) + [Self.make(date)]
        return copy
    }

    /// The public keys as RFC 7517 has them.
    public func keySet() throws -> String {
        let keys = try keys.map { key in
            let point = try Curve25519.Signing.PrivateKey(rawRepresentation: key.seed).publicKey.rawRepresentation
            return [
                "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.id,
                "x": Base64URL.encode(point),
            ]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(["keys": keys]), as: UTF8.self)
    }

    private static func make(_ date: Date) -> Key {
        Key(
            id: String(RecordID.make(at: date).rawValue.suffix(12)),
            seed: Curve25519.Signing.PrivateKey().rawRepresentation,
            createdAt: date
        )
    }
}
