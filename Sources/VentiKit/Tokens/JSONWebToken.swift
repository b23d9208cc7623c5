//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Crypto

/// A JSON Web Token in compact form (RFC 7519, RFC 7515), taken apart without being believed.
struct JSONWebToken: Sendable, Hashable {
    /// The decoded header.
    var header: JSONValue
    /// The decoded claims.
    var claims: JSONValue
    private(set) var signingInput: String
    private(set) var signature: [UInt8]

    /// Takes a token apart.
    ///
    /// - Returns: `nil` where the text is not three Base64url parts of which the first two are JSON objects.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, text.utf8.count <= 16_384,
            let headerBytes = Base64.decode(parts[0]), let header = JSONValue(parsingJSON: headerBytes),
            let claimBytes = Base64.decode(parts[1]), let claims = JSONValue(parsingJSON: claimBytes),
            let signature = Base64.decode(parts[2]), case .object = header, case .object = claims
        else { return nil }
        self.header = header
        self.claims = claims
        self.signature = signature
        signingInput = "\(parts[0]).\(parts[1])"
    }

    /// The `alg` header as written, or the empty text.
    var algorithm: String { header["alg"]?.stringValue ?? "" }

    /// When the token expires, in seconds since 1970, or `nil` where it does not say.
    var expiration: Double? {
        switch claims["exp"] {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The names by which the token calls its owner.
    var subjects: [String] {
        ["sub", "username", "preferred_username", "user", "email", "login", "name"].compactMap {
            claims[$0]?.scalarText
        }
    }

    /// Whether the signature is the HMAC of the token with the secret, by the algorithm the token names.
    func isSigned(with secret: String) -> Bool {
        let key = SymmetricKey(data: Array(secret.utf8))
        let input = Array(signingInput.utf8)
        switch algorithm {
        case "HS256": return HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: input, using: key)
        case "HS384": return HMAC<SHA384>.isValidAuthenticationCode(signature, authenticating: input, using: key)
        case "HS512": return HMAC<SHA512>.isValidAuthenticationCode(signature, authenticating: input, using: key)
        default: return false
        }
    }

    /// The token with another header and an empty signature.
    func unsigned(algorithm: String) -> String {
        Self.signingInput(header: replacing("alg", in: header, with: .string(algorithm)), claims: claims) + "."
    }

    /// The token with these bytes as its signature.
    func signed(by signature: [UInt8]) -> String { signingInput + "." + Base64.encodeURLSafe(signature) }

    /// The token with one bit in the middle of its signature changed.
    var withFlippedSignature: String {
        var changed = signature
        if changed.isEmpty { changed = [1] } else { changed[changed.count / 2] ^= 0x10 }
        return signed(by: changed)
    }

    /// The length of the signature in bytes.
    var signatureLength: Int { signature.count }

    /// The token with `iat` moved by a second, signed anew by HMAC with the secret.
    func forged(with secret: String) -> String {
        var claims = claims
        if case .integer(let issued) = claims["iat"] {
            claims = replacing("iat", in: claims, with: .integer(issued + 1))
        }
        let input = Self.signingInput(header: header, claims: claims)
        let hmac = HMACAlgorithm(rawValue: algorithm) ?? .hs256
        return input + "." + Base64.encodeURLSafe(hmac.code(of: Array(input.utf8), key: Array(secret.utf8)))
    }

    private func replacing(_ name: String, in object: JSONValue, with value: JSONValue) -> JSONValue {
        .object(object.members.map { $0.name == name ? .init(name, value) : $0 })
    }

    static func signingInput(header: JSONValue, claims: JSONValue) -> String {
        Base64.encodeURLSafe(header.serializedJSON()) + "." + Base64.encodeURLSafe(claims.serializedJSON())
    }
}
