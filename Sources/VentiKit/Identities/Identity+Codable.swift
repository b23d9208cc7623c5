//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// On the wire, an identity is one flat object whose `type` says what it shows, and whose secret is only named:
/// `{"name": "alice", "type": "bearer", "secret": "alice.token"}`.
///
/// What is decoded has no secret until ``ScanRequest/resolvingSecrets(_:)`` puts it in.
extension Identity: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, role, type, secret, username, key
        case location = "in"
        case request, extraction, tokenUse
    }

    private enum Tag: String {
        case bearer, basic, apiKey, cookie, login
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = try container.decode(String.self, forKey: .type)
        guard let tag = Tag(rawValue: text) else { throw container.unknownTag(text, at: .type) }
        func string(_ key: CodingKeys) throws -> String { try container.decode(String.self, forKey: key) }
        let secret = Secret(absent: try string(.secret))
        let credential: Credential =
            switch tag {
            case .bearer: .bearer(secret)
            case .basic: .basic(username: try string(.username), password: secret)
            case .apiKey:
                .apiKey(name: try string(.key), location: try Self.location(in: container), value: secret)
            case .cookie: .cookie(name: try string(.key), value: secret)
            case .login:
                .login(
                    LoginRecipe(
                        username: try string(.username),
                        password: secret,
                        request: try container.decodeIfPresent(LoginRecipe.Request.self, forKey: .request),
                        extraction: try container.decodeIfPresent(LoginRecipe.Extraction.self, forKey: .extraction),
                        tokenUse: try container.decodeIfPresent(LoginRecipe.TokenUse.self, forKey: .tokenUse)
                    )
                )
            }
        self.init(
            try string(.name),
            role: try container.decodeIfPresent(String.self, forKey: .role),
            credential: credential
        )
    }

    /// Writes everything but the secret.
    ///
    /// - Throws: `EncodingError` if a login request holds the password itself instead of `{{password}}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encodeIfPresent(role, forKey: .role)
        try container.encode(credential.secret.absentName ?? secretName, forKey: .secret)
        switch credential {
        case .bearer: try container.encode(Tag.bearer.rawValue, forKey: .type)
        case .basic(let username, _):
            try container.encode(Tag.basic.rawValue, forKey: .type)
            try container.encode(username, forKey: .username)
        case .apiKey(let key, let location, _):
            try container.encode(Tag.apiKey.rawValue, forKey: .type)
            try container.encode(key, forKey: .key)
            try container.encode(location.rawValue, forKey: .location)
        case .cookie(let key, _):
            try container.encode(Tag.cookie.rawValue, forKey: .type)
            try container.encode(key, forKey: .key)
        case .login(let recipe):
            try container.encode(Tag.login.rawValue, forKey: .type)
            try container.encode(recipe.username, forKey: .username)
            if let request = recipe.request {
                try Self.refuseLiteralPassword(in: request, recipe.password, at: container.codingPath)
                try container.encode(request, forKey: .request)
            }
            try container.encodeIfPresent(recipe.extraction, forKey: .extraction)
            try container.encodeIfPresent(recipe.tokenUse, forKey: .tokenUse)
        }
    }

    private static func location(
        in container: KeyedDecodingContainer<CodingKeys>
    ) throws -> APIParameter.Location {
        let text = try container.decode(String.self, forKey: .location)
        guard let location = APIParameter.Location(rawValue: text) else {
            throw container.unknownTag(text, at: .location)
        }
        return location
    }

    private static func refuseLiteralPassword(
        in request: LoginRecipe.Request,
        _ password: Secret,
        at path: [any CodingKey]
    ) throws {
        let isInside = password.withExposedValue { value in
            value.utf8.count >= 4 && (request.body.contains(value) || request.path.contains(value))
        }
        guard isInside else { return }
        throw EncodingError.invalidValue(
            "<redacted>",
            .init(
                codingPath: path + [CodingKeys.request],
                debugDescription: "the login request holds the password itself; write {{password}} in its place."
            )
        )
    }
}
