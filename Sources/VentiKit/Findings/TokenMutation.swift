//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A change to an identity's token before it is sent, kept as a recipe so that a proof holds no token.
public enum TokenMutation: Sendable, Hashable, Codable {
    /// The JSON Web Token with its `alg` set to this spelling of `none` and an empty signature (RFC 8725, 2.1).
    case algorithmNone(spelling: String)
    /// The JSON Web Token with one byte of its signature changed.
    case signatureFlipped
    /// The JSON Web Token with a random signature of the same length.
    case signatureRandom
    /// The JSON Web Token with `iat` moved by one second, signed anew by HMAC with this guessed secret.
    case signedWithGuessedSecret(String)
    /// Another JSON Web Token, made of the identity's own by a recipe.
    case forged(TokenForgery)
    /// A random opaque text of the same length in place of the token.
    case randomOpaque
    /// The token without its last third.
    case truncated
    /// No token at all, but the rest of the identity's request.
    case removed
}
