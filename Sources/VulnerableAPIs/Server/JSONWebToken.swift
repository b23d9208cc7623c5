//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A JSON Web Token (RFC 7519) in compact form, signed with HS256.
struct JSONWebToken: Sendable {
    var header: JSON
    var claims: JSON
    /// What the signature is over.
    var signedText: String
    var signature: [UInt8]

    /// How a server looks at a token; all but ``strict`` are flaws.
    enum Verification: Sendable {
        case strict
        /// Takes `alg: none` in any case, without a signature.
        case acceptsNone
        /// Wants a signature of the right kind and does not compute it.
        case ignoresSignature
        /// Compares the signature only where there is one.
        case skipsEmptySignature
    }

    /// Reads a token without checking it; `nil` where it is none.
    init?(parsing text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3,
            let header = Base64URL.decode(parts[0]).flatMap({ try? JSON(parsing: $0) }),
            let claims = Base64URL.decode(parts[1]).flatMap({ try? JSON(parsing: $0) }),
            let signature = Base64URL.decode(parts[2])
        else { return nil }
        self.header = header
        self.claims = claims
        self.signature = signature
        signedText = parts[0] + "." + parts[1]
    }

    static func sign(_ claims: JSON, secret: String) -> String {
        sign(claims, header: ["alg": "HS256", "typ": "JWT"], key: Array(secret.utf8))
    }

    /// A token with this header, signed by HS256.
    static func sign(_ claims: JSON, header: JSON, key: [UInt8]) -> String {
        let text = Base64URL.encode(Array(header.text.utf8)) + "." + Base64URL.encode(Array(claims.text.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key))
        return text + "." + Base64URL.encode(Array(code))
    }

    /// A token for a subject, good for a time from now.
    static func issue(to subject: String, secret: String, seconds: Int = 600) -> String {
        let now = Self.now
        return sign(["sub": .string(subject), "iat": .integer(now), "exp": .integer(now + seconds)], secret: secret)
    }

    /// The subject of a token that holds; `nil` for every other.
    static func subject(of text: String?, secret: String, as verification: Verification = .strict) -> String? {
        guard let text, let token = JSONWebToken(parsing: text), token.isAuthentic(secret: secret, as: verification)
        else { return nil }
        if let expiry = token.claims["exp"]?.integerValue, expiry <= now { return nil }
        return token.claims["sub"]?.stringValue
    }

    private func isAuthentic(secret: String, as verification: Verification) -> Bool {
        let algorithm = header["alg"]?.stringValue ?? ""
        switch verification {
        case .ignoresSignature: return algorithm == "HS256" && !signature.isEmpty
        case .acceptsNone where algorithm.lowercased() == "none": return signature.isEmpty
        case .skipsEmptySignature where signature.isEmpty: return algorithm == "HS256"
        case .acceptsNone, .skipsEmptySignature, .strict: break
        }
        return isSigned(secret: secret)
    }

    /// Whether the token is signed by HS256 with the secret.
    func isSigned(secret: String) -> Bool {
        guard header["alg"] == "HS256" else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            signature,
            authenticating: Array(signedText.utf8),
            using: SymmetricKey(data: Array(secret.utf8))
        )
    }

    static var now: Int { Int(Date().timeIntervalSince1970) }
}

/// Base64 with the URL alphabet and no padding (RFC 4648, 5).
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var value: UInt32 = 0
            for offset in 0..<3 { value = value << 8 | UInt32(offset < group.count ? group[start + offset] : 0) }
            for offset in 0...group.count { output.append(alphabet[Int(value >> UInt32(18 - 6 * offset) & 63)]) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var output: [UInt8] = []
        var value: UInt32 = 0
        var bits = 0
        for byte in text.utf8 {
            guard let digit = alphabet.firstIndex(of: byte) else { return nil }
            value = (value << 6 | UInt32(digit)) & 0xFFFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(truncatingIfNeeded: value >> UInt32(bits)))
            }
        }
        return bits < 6 ? output : nil
    }
}
