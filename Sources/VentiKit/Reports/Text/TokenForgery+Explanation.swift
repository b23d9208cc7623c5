//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension TokenForgery {
    /// The recipe in a few words, as it follows "the token of alice,".
    var explanation: String {
        let changes = claims.map(\.explanation) + (keyID.map { ["with \"kid\" set to \"\($0)\""] } ?? [])
        let owner = subject.map { ["with \"sub\" set to \"\($0)\""] } ?? []
        let key = publishedKey.map { ["which is the target's public key as \($0.form)"] } ?? []
        return (changes + owner + [signature.explanation] + key).joined(separator: ", ")
    }
}

extension TokenForgery.Signature {
    fileprivate var explanation: String {
        switch self {
        case .none(let spelling): "with \"alg\" set to \"\(spelling)\" and no signature"
        case .absent: "without its signature"
        case .kept: "with the signature it had"
        case .secret(let text) where text.utf8.count <= 64 && !text.contains(where: \.isNewline):
            "signed by HMAC (HS256 unless it was another) with \"\(text)\""
        // The text of a public key has lines.
        case .secret(let text): Self.explanation(ofBytes: Array(text.utf8))
        case .secretBytes(let bytes): Self.explanation(ofBytes: bytes)
        case .ownKey(let algorithm): "signed by \(algorithm) with a key pair of your own, its public key in \"jwk\""
        }
    }

    private static func explanation(ofBytes bytes: [UInt8]) -> String {
        "signed by HMAC (HS256 unless it was another) with the bytes that are \(Base64.encode(bytes)) in Base64"
    }
}

extension TokenForgery.ClaimChange {
    fileprivate var explanation: String {
        switch self {
        case .issuedLater: "with \"iat\" moved by a second"
        case .expired: "with \"exp\" an hour ago"
        case .notYetValid: "with \"nbf\" in a day"
        case .otherAudience: "with another \"aud\""
        case .otherIssuer: "with another \"iss\""
        }
    }
}
