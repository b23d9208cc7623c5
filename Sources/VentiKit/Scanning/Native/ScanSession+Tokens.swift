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

    func publishedKeys() async throws -> PublishedKeys? {
        if let known = withState({ $0.publishedKeys }) { return known }
        var keys = documentedKeys
        for path in Self.keyPaths where keys == nil { keys = try await self.keys(at: path) }
        for path in Self.metadataPaths where keys == nil {
            guard let body = try await successfulBody(of: Self.request(for: path)),
                let address = JSONValue(parsingJSON: body)?["jwks_uri"]?.stringValue,
                let keyPath = self.path(of: address)
            else { continue }
            keys = try await self.keys(at: keyPath)
        }
        withState { $0.publishedKeys = .some(keys) }
        return keys
    }

    private static let keyPaths = ["/.well-known/jwks.json", "/jwks.json", "/.well-known/jwks", "/oauth2/jwks"]
    private static let metadataPaths = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"]

    /// The keys that a documented operation answered with.
    private var documentedKeys: PublishedKeys? {
        let answers = withState { state in
            state.reached.sorted { $0.key < $1.key }.flatMap { _, answers in
                answers.sorted { $0.key < $1.key }.map(\.value).filter(\.response.isSuccess)
            }
        }
        return answers.lazy.compactMap { answer in
            JSONWebKeySet(answer.response.body).map {
                PublishedKeys(keys: $0.keys, request: answer.request, identity: answer.identity)
            }
        }
        .first
    }

    private func keys(at path: String) async throws -> PublishedKeys? {
        let request = Self.request(for: path)
        return try await successfulBody(of: request).flatMap { JSONWebKeySet($0) }
            .map { PublishedKeys(keys: $0.keys, request: request) }
    }

    /// A request for what no operation of the document has to be.
    private static func request(for path: String) -> OperationRequest {
        let operation = APIOperation(method: "GET", path: String(path.prefix { $0 != "?" }))
        var request = OperationRequest(operation: operation, extraHeaders: ["Accept": "application/json"])
        request.targetOverride = path
        return request
    }

    /// What the target itself answers, or `nil` where that is nothing of use.
    private func successfulBody(of request: OperationRequest) async throws -> [UInt8]? {
        do {
            let exchange = try await send(
                request.render(),
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
