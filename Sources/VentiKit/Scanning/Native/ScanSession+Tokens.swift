//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanSession: TokenProber {
    var target: TargetURL { client.target }

    func credentialScheme(of identity: String) async -> APISecurityScheme? {
        guard let session = session(named: identity) else { return nil }
        if case .basic = session.identity.credential { return .basic }
        return switch await session.placement {
        case .header(let name, let template):
            name.lowercased() == "authorization"
                ? Self.authorization(template) : .apiKey(name: name, location: .header)
        case .query(let name): .apiKey(name: name, location: .query)
        case .cookie(let name): .apiKey(name: name, location: .cookie)
        }
    }

    private static func authorization(_ template: String) -> APISecurityScheme {
        let scheme = template.prefix { $0 != " " }.lowercased()
        return switch scheme {
        case "bearer": .bearer(format: nil)
        case "basic": .basic
        case "{{token}}": .apiKey(name: "Authorization", location: .header)
        default: .http(scheme: scheme)
        }
    }

    /// Shows the login of an identity to the checks that look at logins.
    func inspectLogin(_ sent: HTTPExchange) {
        let checks = passiveChecks.filter { $0 is any LoginCheck }
        guard !checks.isEmpty else { return }
        var exchange = sent
        // A login is nobody's request, and its replay wants the password's placeholder where the password is.
        exchange.identity = nil
        exchange.request.body = Array(redactor.redactBody(String(decoding: sent.request.body, as: UTF8.self)).utf8)
        exchange.isEncrypted = client.target.scheme == .https
        for finding in checks.flatMap({ $0.inspect(exchange) }) {
            withState { $0.findings.add($0.redactor.redact(finding), purpose: .setup, number: exchange.number) }
        }
    }

    func publicKeys() async throws -> [JSONWebKey] {
        if let known = withState({ $0.publicKeys }) { return known }
        var keys = publishedKeys
        for path in Self.keyPaths where keys.isEmpty { keys = try await keySet(at: path)?.keys ?? [] }
        for path in Self.metadataPaths where keys.isEmpty {
            guard let body = try await successfulBody(of: path),
                let address = JSONValue(parsingJSON: body)?["jwks_uri"]?.stringValue,
                let keyPath = self.path(of: address)
            else { continue }
            keys = try await keySet(at: keyPath)?.keys ?? []
        }
        withState { $0.publicKeys = keys }
        return keys
    }

    private static let keyPaths = ["/.well-known/jwks.json", "/jwks.json", "/.well-known/jwks", "/oauth2/jwks"]
    private static let metadataPaths = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"]

    /// The keys that a documented operation answered with.
    private var publishedKeys: [JSONWebKey] {
        let bodies = withState { state in
            state.reached.sorted { $0.key < $1.key }.flatMap { _, answers in
                answers.sorted { $0.key < $1.key }.map(\.value.response).filter(\.isSuccess).map(\.body)
            }
        }
        return bodies.lazy.compactMap { JSONWebKeySet($0) }.first?.keys ?? []
    }

    private func keySet(at path: String) async throws -> JSONWebKeySet? {
        try await successfulBody(of: path).flatMap { JSONWebKeySet($0) }
    }

    /// What the target itself has at a path, or `nil` where it answers nothing of use.
    private func successfulBody(of path: String) async throws -> [UInt8]? {
        do {
            let exchange = try await send(
                ProbeRequest(method: "GET", target: path, headers: ["Accept": "application/json"]),
                for: nil,
                as: nil,
                purpose: .control,
                options: ProbeOptions()
            )
            return exchange.verdict == .answered && exchange.response.isSuccess ? exchange.response.body : nil
        } catch let error as ProbeError where error.code != .budgetExhausted {
            return nil
        }
    }

    /// The path of an address, below the target's own. The host is the target's whatever the address says: a server
    /// behind a gateway names the gateway, and nothing else may be asked.
    private func path(of address: String) -> String? {
        guard let start = address.firstRange(of: "://")?.upperBound,
            let slash = address[start...].firstIndex(of: "/")
        else { return address.hasPrefix("/") ? address : nil }
        let path = address[slash...].prefix { $0 != "#" }
        let base = client.target.basePath
        return path.hasPrefix(base + "/") ? String(path.dropFirst(base.count)) : String(path)
    }
}
