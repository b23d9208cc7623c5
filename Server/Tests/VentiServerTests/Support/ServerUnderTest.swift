//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing
import VentiKit
import VentiStore

@testable import VentiServer
@testable import VentiService

/// A server in memory with a tenant, and what a client needs to speak to it.
struct ServerUnderTest: Sendable {
    let platform: Platform
    let server: PlatformServer
    let owner: Principal
    let password: String
    let signing: SigningKeys
    let log: LineLog

    /// - Parameters:
    ///   - scanners: What scans, and where.
    ///   - settings: Changes of what whoever runs the platform decides.
    ///   - configuration: Changes of how it is served.
    init(
        scanners: ScannerCatalog = ScannerCatalog(),
        settings: (inout PlatformSettings) -> Void = { _ in },
        configuration change: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws {
        let signing = SigningKeys()
        self.signing = signing
        var parts = Platform.Parts(store: try SQLiteStore(), keys: PlatformKeys(), signingKeys: { signing })
        parts.settings.passwordCostLogarithm = 4
        parts.settings.allowedHosts = ["127.0.0.1"]
        parts.settings.pollInterval = .milliseconds(50)
        parts.settings.heartbeat = .milliseconds(50)
        settings(&parts.settings)
        parts.scanners = scanners
        platform = Platform(parts)
        var configuration = ServerConfiguration()
        configuration.port = 0
        for rate in Endpoint.RateClass.allCases { configuration.rates[rate] = .init(1_000_000, in: 60) }
        change(&configuration)
        let log = LineLog()
        self.log = log
        let logger = Logger(label: "test") { label in JSONLogHandler(label: label) { log.add($0) } }
        server = PlatformServer(platform: platform, configuration: configuration, logger: logger)
        let first = try #require(try await platform.identity.setUp())
        password = first.password
        owner = IdentityService.principal(first.member, RecordID.make())
    }

    /// Speaks to the server's router, without a port.
    func test(_ body: @escaping @Sendable (Client) async throws -> Void) async throws {
        try await server.application().test(.router) { try await body(Client(client: $0)) }
    }

    /// Speaks to the server on a port of this machine.
    func testLive(_ body: @escaping @Sendable (Client) async throws -> Void) async throws {
        try await server.application().test(.live) { try await body(Client(client: $0)) }
    }

    /// The access token of somebody new with a role; another tenant's where it is named.
    func token(_ role: Role, in tenant: TenantScope? = nil) async throws -> String {
        let owner = Principal(
            kind: .user,
            id: owner.id,
            name: owner.name,
            scope: tenant ?? owner.scope,
            roles: [.owner, .platformAdmin]
        )
        let email = "\(role.rawValue)-\(RecordID.make())@example.com"
        let granted: Role = role == .platformAdmin ? .viewer : role
        let made = try await platform.identity.invite(email: email, name: "", role: granted, as: owner)
        if role == .platformAdmin {
            // No member has this role alone; a key of the store's own making does, which shows what it allows by itself.
            return try await platform.identity.platformKey(in: owner.scope)
        }
        return try await platform.identity.signIn(.init(email: email, password: made.password)).access
    }

    /// A project, a target and a document.
    func target(
        url: String = "http://127.0.0.1:1",
        document: String = ToyAPI.document
    ) async throws -> (Target, StoredDocument) {
        let project = try await platform.projects.create(name: "Shop", as: owner).value
        let target = try await platform.targets.create(
            .init(name: "Staging", url: url, maximumRequestsPerSecond: 100),
            in: project.id,
            as: owner
        ).value
        let stored = try await platform.documents.upload(Array(document.utf8), name: "openapi.yaml", as: owner).value
        return (target, stored)
    }
}

extension IdentityService {
    /// A key that may do what a platform administrator may, and nothing else.
    fileprivate func platformKey(in scope: TenantScope) async throws -> String {
        let text = APIKeyText.make()
        let pepper = core.keys.stableKey(for: "api-keys")
        let key = APIKey(
            id: .make(),
            tenant: scope.tenant,
            name: "platform",
            publicPart: text.publicPart,
            secretCode: SecretBytes.code(text.secret, key: pepper),
            role: .platformAdmin,
            createdBy: .platform,
            createdAt: Date()
        )
        try await core.store.write(scope) { try $0.insert(key) }
        return text.text
    }
}

/// The lines that a server has logged.
final class LineLog: Sendable {
    private let state = Mutex<[String]>([])
    var lines: [String] { state.withLock { $0 } }
    func add(_ line: String) { state.withLock { $0.append(line) } }
}

/// A client that sends and reads JSON.
struct Client: Sendable {
    let client: any TestClientProtocol

    /// An answer.
    struct Reply: Sendable {
        var status: Int
        var headers: HTTPFields
        var text: String

        var json: JSON { (try? JSONDecoder().decode(JSON.self, from: Data(text.utf8))) ?? .null }
        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        token: String? = nil,
        json: JSON? = nil,
        body: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Reply {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token)" }
        if json != nil { fields[.contentType] = "application/json" }
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        let text = try json?.encoded() ?? body
        let response = try await client.execute(
            uri: path,
            method: method,
            headers: fields,
            body: text.map { ByteBuffer(string: $0) }
        )
        return Reply(
            status: response.status.code,
            headers: response.headers,
            text: String(buffer: response.body)
        )
    }
}
