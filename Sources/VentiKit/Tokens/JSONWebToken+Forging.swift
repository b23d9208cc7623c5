//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension JSONWebToken {
    /// The token that a recipe makes of this one; `nil` where the recipe names an algorithm without key pairs.
    func forged(by forgery: TokenForgery, now: Double = UnixTime.now) -> String? {
        var header = header
        if let keyID = forgery.keyID { header = header.setting("kid", to: .string(keyID)) }
        var claims = forgery.claims.reduce(claims) { claims, change in change.apply(to: claims, now: now) }
        if let subject = forgery.subject { claims = claims.setting("sub", to: .string(subject)) }
        switch forgery.signature {
        case .none(let spelling):
            return Self.joined(header.setting("alg", to: .string(spelling)), claims, [])
        case .absent: return Self.joined(header, claims, [])
        case .kept: return Self.joined(header, claims, signature)
        case .secret(let text): return signed(by: hmac(Array(text.utf8)), header, claims)
        case .secretBytes(let bytes): return signed(by: hmac(bytes), header, claims)
        case .ownKey(let algorithm):
            guard let signer = TokenSigner.ownKey(algorithm: algorithm), var key = signer.publicKey?.json else {
                return nil
            }
            if let keyID = header["kid"] { key = key.setting("kid", to: keyID) }
            return signed(by: signer, header.setting("jwk", to: key), claims)
        }
    }

    private func hmac(_ key: [UInt8]) -> TokenSigner {
        .hmac(HMACAlgorithm(rawValue: algorithm) ?? .hs256, key: key)
    }

    private func signed(by signer: TokenSigner, _ header: JSONValue, _ claims: JSONValue) -> String? {
        let header = header.setting("alg", to: .string(signer.algorithm))
        let input = Self.signingInput(header: header, claims: claims)
        guard let signature = try? signer.signature(of: Array(input.utf8)) else { return nil }
        return "\(input).\(Base64.encodeURLSafe(signature))"
    }

    private static func joined(_ header: JSONValue, _ claims: JSONValue, _ signature: [UInt8]) -> String {
        signingInput(header: header, claims: claims) + "." + Base64.encodeURLSafe(signature)
    }
}

extension TokenForgery.ClaimChange {
    /// The claims after the change.
    fileprivate func apply(to claims: JSONValue, now: Double) -> JSONValue {
        switch self {
        case .issuedLater:
            guard case .integer(let issued) = claims["iat"], issued < Int.max else { return claims }
            return claims.setting("iat", to: .integer(issued + 1))
        case .expired: return claims.setting("exp", to: .integer(Int(now) - 3_600))
        case .notYetValid: return claims.setting("nbf", to: .integer(Int(now) + 86_400))
        case .otherAudience: return claims.setting("aud", to: .string("urn:other:audience"))
        case .otherIssuer: return claims.setting("iss", to: .string("https://issuer.invalid"))
        }
    }
}

extension JSONValue {
    /// An object with this member in place of the one of its name, or at its end.
    fileprivate func setting(_ name: String, to value: JSONValue) -> JSONValue {
        guard members.contains(where: { $0.name == name }) else { return .object(members + [Member(name, value)]) }
        return .object(members.map { $0.name == name ? Member(name, value) : $0 })
    }
}
