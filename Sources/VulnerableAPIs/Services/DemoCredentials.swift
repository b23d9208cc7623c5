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

/// Passwords as a service keeps and checks them.
///
/// A real service would take Argon2 or bcrypt.
struct DemoPassword: Sendable, Hashable {
    private let salt: String
    private let hash: [UInt8]

    init(_ password: String) {
        salt = Fixture.randomSecret()
        hash = Self.hash(password, salt: salt)
    }

    func matches(_ password: String) -> Bool { Self.hash(password, salt: salt) == hash }

    /// Checks a password against what is stored for a name, with the same effort where nothing is stored.
    static func check(_ password: String, against stored: DemoPassword?) -> Bool {
        let isRight = (stored ?? nobody).matches(password)
        return isRight && stored != nil
    }

    private static let nobody = DemoPassword(Fixture.randomSecret())

    private static func hash(_ password: String, salt: String) -> [UInt8] {
        var digest = Array(SHA256.hash(data: Array("\(salt):\(password)".utf8)))
        for _ in 0..<100 { digest = Array(SHA256.hash(data: digest)) }
        return digest
    }
}

/// Gives out the JSON Web Tokens of one service, good for ten minutes, and reads them back.
struct DemoTokens: Sendable {
    static let seconds = 600

    private let secret = Fixture.randomSecret()
    private let issuer: String
    private let audience: String

    init(issuer: String, audience: String) {
        self.issuer = issuer
        self.audience = audience
    }

    func issue(to subject: String) -> String {
        let now = Int(Date().timeIntervalSince1970)
        let claims: JSON = [
            "iss": .string(issuer), "aud": .string(audience), "sub": .string(subject),
            "iat": .integer(now), "exp": .integer(now + Self.seconds), "jti": .string(Fixture.randomSecret()),
        ]
        return JSONWebToken.sign(claims, secret: secret)
    }

    /// The subject of a token that this service gave out and that has not expired.
    func subject(of text: String?) -> String? {
        guard let text, let subject = JSONWebToken.subject(of: text, secret: secret),
            let claims = JSONWebToken(parsing: text)?.claims,
            claims["iss"]?.stringValue == issuer, claims["aud"]?.stringValue == audience
        else { return nil }
        return subject
    }
}
