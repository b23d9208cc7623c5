//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension LoginRecipe.TokenUse {
    /// `Authorization: Bearer` (RFC 6750).
    static let bearer = Self.header(name: "Authorization", template: "Bearer {{token}}")

    /// A credential that carries this very token and is never renewed.
    func credential(_ token: Secret) -> Identity.Credential {
        switch self {
        case .bearer: .bearer(token)
        case .header(let name, let template):
            .apiKey(
                name: name,
                location: .header,
                value: Secret(token.withExposedValue { template.replacing("{{token}}", with: $0) })
            )
        case .query(let name): .apiKey(name: name, location: .query, value: token)
        case .cookie(let name): .cookie(name: name, value: token)
        }
    }

    /// A request with the token in its place.
    func apply(_ token: String, to request: ProbeRequest) -> ProbeRequest {
        var request = request
        switch self {
        case .header(let name, let template): request.headers[name] = template.replacing("{{token}}", with: token)
        case .query(let name):
            request.target +=
                (request.target.contains("?") ? "&" : "?")
                + "\(PercentEncoding.encode(name))=\(PercentEncoding.encode(token))"
        case .cookie(let name):
            let cookie = "\(name)=\(token)"
            request.headers["Cookie"] = request.headers["Cookie"].map { "\($0); \(cookie)" } ?? cookie
        }
        return request
    }

    /// A request with the placeholder of a token in its place, for an account that a proof makes itself.
    func apply(placeholder: String, to request: OperationRequest) -> OperationRequest {
        var request = request
        switch self {
        case .header(let name, let template):
            request.extraHeaders[name] = template.replacing("{{token}}", with: placeholder)
        case .query(let name):
            request.arguments.append(
                .init(parameter: APIParameter(name: name, location: .query), value: .string(placeholder))
            )
        case .cookie(let name):
            request.arguments.append(
                .init(parameter: APIParameter(name: name, location: .cookie), value: .string(placeholder))
            )
        }
        return request
    }

    /// What the document's security schemes say; a bearer token where they say nothing.
    static func documented(in description: APIDescription) -> Self {
        let used = description.operations.flatMap { $0.security.flatMap { $0 } }.map(\.scheme)
        let names = used + description.securitySchemes.keys.sorted()
        for name in names {
            switch description.securitySchemes[name] {
            case .bearer, .oauth2, .openIDConnect: return .bearer
            case .apiKey(let key, let location):
                switch location {
                case .query: return .query(key)
                case .cookie: return .cookie(key)
                case .header, .path:
                    let isAuthorization = key.lowercased() == "authorization"
                    return .header(name: key, template: isAuthorization ? "Bearer {{token}}" : "{{token}}")
                }
            default: continue
            }
        }
        return .bearer
    }

    /// What to try for a token that came from this place of an answer, the documented place first.
    static func candidates(in description: APIDescription, source: ProofCapture.Source?) -> [Self] {
        var found: [Self] = []
        if case .cookie(let name) = source { found.append(.cookie(name)) }
        found.append(documented(in: description))
        for scheme in ["Bearer {{token}}", "Token {{token}}", "{{token}}", "JWT {{token}}"] {
            found.append(.header(name: "Authorization", template: scheme))
        }
        for name in ["X-Auth-Token", "X-Access-Token", "X-Session-Token", "X-API-Key"] {
            found.append(.header(name: name, template: "{{token}}"))
        }
        var seen: Set<Self> = []
        return found.filter { seen.insert($0).inserted }
    }
}
