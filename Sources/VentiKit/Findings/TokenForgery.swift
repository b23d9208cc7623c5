//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A recipe that makes another JSON Web Token of an identity's own, so that a proof can say how without holding a token.
///
/// What the recipe needs of the target, such as its public key, is part of it, and is read again where the proof says
/// how; what it needs of its maker, such as a key pair of one's own, is made when the recipe is followed.
public struct TokenForgery: Sendable, Hashable, Codable {
    /// How the forged token is signed.
    public enum Signature: Sendable, Hashable {
        /// Not at all, and its `alg` says so in this spelling of `none` (RFC 8725, 2.1).
        case none(spelling: String)
        /// Not at all, though its `alg` says otherwise.
        case absent
        /// By the identity's own signature, which fits only what the identity's token says.
        case kept
        /// By HMAC with this text: the token's own algorithm, or HS256 where that is no HMAC.
        case secret(String)
        /// By HMAC with these bytes, which are no text.
        case secretBytes([UInt8])
        /// By this algorithm with a new key pair, whose public key the header holds as `jwk` (RFC 7515, 4.1.3).
        case ownKey(algorithm: String)
    }

    /// A change to what the token says.
    public enum ClaimChange: String, Sendable, Hashable, Codable, CaseIterable {
        /// `iat`, where the token has one, is a second later, which makes the token another one and no less valid.
        case issuedLater
        /// `exp` was an hour ago.
        case expired
        /// `nbf` is in a day.
        case notYetValid
        /// `aud` is somebody else.
        case otherAudience
        /// `iss` is somebody else.
        case otherIssuer
    }

    /// How the forged token is signed.
    public var signature: Signature
    /// What the header says as `kid`, or `nil` where it keeps what it has.
    public var keyID: String?
    /// What is changed in the claims.
    public var claims: [ClaimChange]
    /// Whose token it says it is, in `sub`, or `nil` where that is not changed.
    public var subject: String?
    /// Where the key of ``signature`` was read, whose place that of today takes; `nil` where it is always the same.
    public var publishedKey: PublishedKey?

    /// A recipe for a token.
    public init(
        _ signature: Signature,
        keyID: String? = nil,
        claims: [ClaimChange] = [],
        subject: String? = nil,
        publishedKey: PublishedKey? = nil
    ) {
        self.signature = signature
        self.keyID = keyID
        self.claims = claims
        self.subject = subject
        self.publishedKey = publishedKey
    }

    /// A key that the target publishes for its tokens (RFC 7517), another one at each instance of an API.
    public struct PublishedKey: Sendable, Hashable, Codable {
        /// The label of the proof's step whose answer holds the target's keys.
        public var step: String
        /// The position among the keys that fit the identity's token, from 0.
        public var index: Int
        /// In which form the key is a secret, such as `PEM (SPKI)`.
        public var form: String
        /// By what the key was known when the flaw was found: its modulus or first coordinate as the target wrote it.
        public var mark: String

        /// A key of the target's.
        public init(step: String, index: Int = 0, form: String, mark: String) {
            self.step = step
            self.index = index
            self.form = form
            self.mark = mark
        }
    }
}
