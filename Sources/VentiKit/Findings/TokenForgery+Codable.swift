//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The wire form is flat and has `"signature": "<kind>"` as its tag.
extension TokenForgery {
    private enum CodingKeys: String, CodingKey {
        case signature, spelling, secret, secretBase64, algorithm, keyID, claims, subject, publishedKey
    }

    private enum Tag: String {
        case none, absent, kept, secret, secretBytes, ownKey
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .signature)
        guard let tag = Tag(rawValue: text) else { throw container.unknownTag(text, at: .signature) }
        signature =
            switch tag {
            case .none: .none(spelling: try container.decode(String.self, forKey: .spelling))
            case .absent: .absent
            case .kept: .kept
            case .secret: .secret(try container.decode(String.self, forKey: .secret))
            case .secretBytes: .secretBytes(try Self.bytes(in: container))
            case .ownKey: .ownKey(algorithm: try container.decode(String.self, forKey: .algorithm))
            }
        keyID = try container.decodeIfPresent(String.self, forKey: .keyID)
        claims = try container.decodeIfPresent([ClaimChange].self, forKey: .claims) ?? []
        subject = try container.decodeIfPresent(String.self, forKey: .subject)
        publishedKey = try container.decodeIfPresent(PublishedKey.self, forKey: .publishedKey)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let tag: Tag
        switch signature {
        case .none(let spelling):
            tag = .none
            try container.encode(spelling, forKey: .spelling)
        case .secret(let text):
            tag = .secret
            try container.encode(text, forKey: .secret)
        case .secretBytes(let bytes):
            tag = .secretBytes
            try container.encode(Base64.encode(bytes), forKey: .secretBase64)
        case .ownKey(let algorithm):
            tag = .ownKey
            try container.encode(algorithm, forKey: .algorithm)
        case .absent: tag = .absent
        case .kept: tag = .kept
        }
        try container.encode(tag.rawValue, forKey: .signature)
        try container.encodeIfPresent(keyID, forKey: .keyID)
        try container.encodeIfPresent(subject, forKey: .subject)
        try container.encodeIfPresent(publishedKey, forKey: .publishedKey)
        if !claims.isEmpty { try container.encode(claims, forKey: .claims) }
    }

    private static func bytes(in container: KeyedDecodingContainer<CodingKeys>) throws -> [UInt8] {
        guard let bytes = Base64.decode(try container.decode(String.self, forKey: .secretBase64)) else {
            throw DecodingError.dataCorruptedError(
                forKey: .secretBase64,
                in: container,
                debugDescription: "Expected Base64."
            )
        }
        return bytes
    }
}
