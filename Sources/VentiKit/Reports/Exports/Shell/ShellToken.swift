//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The command that changes a token as a proof does.
struct ShellToken {
    let finding: Finding

    /// - Parameters:
    ///   - mutation: The change.
    ///   - token: The variable that holds the token.
    /// - Throws: ``ScanError`` where a shell has no means for it.
    func command(_ mutation: TokenMutation, token: String) throws -> String {
        let token = "\"$\(token)\""
        let shell = ShellWord()
        switch mutation {
        case .algorithmNone(let spelling): return "token_none \(token) \(shell.quoted(spelling))"
        case .signatureFlipped: return "token_flipped \(token)"
        case .signatureRandom: return "token_random_signature \(token)"
        case .randomOpaque: return "token_opaque \(token)"
        case .truncated: return "token_truncated \(token)"
        case .removed: return "printf ''"
        case .signedWithGuessedSecret(let secret):
            return "token_sign \"$(token_later \(token))\" \(Self.hexadecimal(Array(secret.utf8)))"
        case .forged(let forgery): return try command(forgery, token)
        }
    }

    private func command(_ forgery: TokenForgery, _ token: String) throws -> String {
        let shell = ShellWord()
        var token = token
        if let keyID = forgery.keyID {
            token = "\"$(token_with \(token) 1 kid \(shell.quoted(Self.json(keyID))))\""
        }
        for change in forgery.claims {
            switch change {
            case .issuedLater: token = "\"$(token_later \(token))\""
            case .expired: token = "\"$(token_with \(token) 2 exp $(($(date +%s) - 3600)))\""
            case .notYetValid: token = "\"$(token_with \(token) 2 nbf $(($(date +%s) + 86400)))\""
            case .otherAudience: token = "\"$(token_with \(token) 2 aud '\"urn:other:audience\"')\""
            case .otherIssuer: token = "\"$(token_with \(token) 2 iss '\"https://issuer.invalid\"')\""
            }
        }
        if let subject = forgery.subject {
            token = "\"$(token_with \(token) 2 sub \(shell.quoted(Self.json(subject))))\""
        }
        switch forgery.signature {
        case .none(let spelling): return "token_none \(token) \(shell.quoted(spelling))"
        case .absent: return "token_unsigned \(token)"
        case .kept: return "printf %s \(token)"
        case .secret(let text): return "token_sign \(token) \(Self.hexadecimal(Array(text.utf8)))"
        case .secretBytes(let bytes): return "token_sign \(token) \(Self.hexadecimal(bytes))"
        case .ownKey: throw ScanError.cannotExport(finding, "a token is signed by a new key pair")
        }
    }

    /// The key in hexadecimal; the empty one as one zero, which HMAC pads to the same (RFC 2104).
    private static func hexadecimal(_ key: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return (key.isEmpty ? [0] : key).map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
    }

    private static func json(_ text: String) -> String {
        String(decoding: JSONValue.string(text).serializedJSON(), as: UTF8.self)
    }
}
