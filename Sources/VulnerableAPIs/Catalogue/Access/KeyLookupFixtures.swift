//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension VulnerableAPI {
    /// Tokens whose key is in a file that their `kid` names; the flawed API makes the file's path of it.
    package static func tokenKeyIDPath(_ variant: Variant) -> VulnerableAPI {
        let secret = Array(Fixture.randomSecret().utf8)
        // Files of this process would be real ones.
        let files: [String: [UInt8]] = ["/srv/diary/keys/main": secret, "/dev/null": []]
        return keyLookup("jwt.kid-injection-path", variant, secret: secret) { keyID in
            if variant == .fixed, keyID != "main" { return nil }
            return files[resolved("/srv/diary/keys/" + keyID)]
        }
    }

    /// Tokens whose key is in a table; the flawed API puts their `kid` into the statement.
    package static func tokenKeyIDStatement(_ variant: Variant) -> VulnerableAPI {
        let secret = Fixture.randomSecret()
        let database = Database([
            "signingkeys": .init(
                columns: [.init("kid", .text), .init("secret", .text)],
                rows: [[.text("main"), .text(secret)]]
            )
        ])
        return keyLookup("jwt.kid-injection-sql", variant, secret: Array(secret.utf8)) { keyID in
            let found =
                variant == .flawed
                ? try? await database.query("SELECT secret FROM signingkeys WHERE kid = '\(keyID)'")
                : try? await database.query("SELECT secret FROM signingkeys WHERE kid = $1", [.text(keyID)])
            return found?.json.first?["secret"]?.stringValue.map { Array($0.utf8) }
        }
    }

    private static func keyLookup(
        _ name: String,
        _ variant: Variant,
        secret: [UInt8],
        key: @escaping @Sendable (String) async -> [UInt8]?
    ) -> VulnerableAPI {
        diary(
            name,
            variant,
            issue: { person in
                let claims: JSON = [
                    "sub": .string(person), "iat": .integer(JSONWebToken.now), "exp": .integer(JSONWebToken.now + 3600),
                ]
                return JSONWebToken.sign(claims, header: ["alg": "HS256", "typ": "JWT", "kid": "main"], key: secret)
            },
            owner: { text in
                guard let text, let keyID = JSONWebToken(parsing: text)?.header["kid"]?.stringValue,
                    let key = await key(keyID)
                else { return nil }
                return JSONWebToken.subject(of: text, secret: String(decoding: key, as: UTF8.self))
            }
        )
    }

    /// A path without `.` and `..`, as the kernel goes it.
    private static func resolved(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." { parts.append(part) } else { _ = parts.popLast() }
        }
        return "/" + parts.joined(separator: "/")
    }
}
