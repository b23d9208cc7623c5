//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, a mutation is an object whose `mutation` says which it is:
/// `{"mutation": "algorithmNone", "spelling": "nOnE"}`.
extension TokenMutation {
    private enum CodingKeys: String, CodingKey {
        case mutation, spelling, guessedSecret
    }

    private enum Tag: String {
        case algorithmNone, signatureFlipped, signatureRandom, signedWithGuessedSecret, forged, randomOpaque, truncated
        case removed
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .mutation)
        guard let tag = Tag(rawValue: text) else { throw container.unknownTag(text, at: .mutation) }
        self =
            switch tag {
            case .algorithmNone: .algorithmNone(spelling: try container.decode(String.self, forKey: .spelling))
            case .signatureFlipped: .signatureFlipped
            case .signatureRandom: .signatureRandom
            case .signedWithGuessedSecret:
                .signedWithGuessedSecret(try container.decode(String.self, forKey: .guessedSecret))
            case .forged: .forged(try TokenForgery(from: decoder))
            case .randomOpaque: .randomOpaque
            case .truncated: .truncated
            case .removed: .removed
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let tag: Tag
        switch self {
        case .algorithmNone(let spelling):
            tag = .algorithmNone
            try container.encode(spelling, forKey: .spelling)
        case .signedWithGuessedSecret(let secret):
            tag = .signedWithGuessedSecret
            try container.encode(secret, forKey: .guessedSecret)
        case .forged(let forgery):
            tag = .forged
            try forgery.encode(to: encoder)
        case .signatureFlipped: tag = .signatureFlipped
        case .signatureRandom: tag = .signatureRandom
        case .randomOpaque: tag = .randomOpaque
        case .truncated: tag = .truncated
        case .removed: tag = .removed
        }
        try container.encode(tag.rawValue, forKey: .mutation)
    }
}
