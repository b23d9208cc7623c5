//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension TokenMutation {
    /// The token after the change.
    ///
    /// - Returns: `nil` where no token is to be sent, or the change needs a JSON Web Token and this is none.
    func apply(to token: String, random: inout SeededRandom) -> String? {
        switch self {
        case .algorithmNone(let spelling): return JSONWebToken(token)?.unsigned(algorithm: spelling)
        case .signatureFlipped: return JSONWebToken(token)?.withFlippedSignature
        case .signatureRandom:
            guard let jwt = JSONWebToken(token) else { return nil }
            return jwt.signed(
                by: (0..<max(32, jwt.signatureLength)).map { _ in UInt8.random(in: 0...255, using: &random) }
            )
        case .signedWithGuessedSecret(let secret): return JSONWebToken(token)?.forged(with: secret)
        case .forged(let forgery): return JSONWebToken(token)?.forged(by: forgery)
        case .randomOpaque: return random.word(length: max(16, min(token.count, 64)))
        case .truncated: return String(token.prefix(max(1, token.count * 2 / 3)))
        case .removed: return nil
        }
    }
}
