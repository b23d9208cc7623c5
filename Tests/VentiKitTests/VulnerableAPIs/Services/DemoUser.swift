//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

/// Someone who uses a service as its document says, and takes note of every answer that is not documented.
struct DemoUser {
    var client: TestClient
    let documented: DocumentedAnswer
    var email: String

    func send(
        _ method: String,
        _ path: String,
        body: JSON? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> TestClient.Reply {
        let reply = try await client.send(method, path, body: body)
        #expect(documented.differences(method, path, reply) == [], sourceLocation: sourceLocation)
        return reply
    }

    private init(_ api: VulnerableAPI, _ name: String) throws {
        client = TestClient(api: api)
        documented = try DocumentedAnswer(api)
        email = "\(name)@people.example"
    }

    /// The same person without a credential.
    var anonymous: DemoUser {
        var copy = self
        copy.client.credential = nil
        return copy
    }

    /// A new customer of ``OrderService``.
    static func shopper(_ api: VulnerableAPI, _ name: String) async throws -> DemoUser {
        var user = try DemoUser(api, name)
        let account: JSON = ["email": .string(user.email), "name": .string(name), "password": "Harbour-Lamp-7"]
        #expect(try await user.send("POST", "/auth/register", body: account).status == 201)
        let credentials: JSON = ["email": .string(user.email), "password": "Harbour-Lamp-7"]
        let session = try await user.send("POST", "/auth/login", body: credentials)
        user.client.credential = .bearer(try #require(session.json["data"]?["accessToken"]?.stringValue))
        return user
    }

    /// A new customer of ``DocumentService``.
    static func archivist(_ api: VulnerableAPI, _ name: String) async throws -> DemoUser {
        var user = try DemoUser(api, name)
        let account: JSON = ["email": .string(user.email), "displayName": .string(name), "password": "Oak-Ladder-19"]
        #expect(try await user.send("POST", "/accounts", body: account).status == 201)
        let credentials: JSON = ["email": .string(user.email), "password": "Oak-Ladder-19"]
        let session = try await user.send("POST", "/sessions", body: credentials)
        let token = try #require(session.json["token"]?.stringValue)
        user.client.credential = .header(name: "X-Session-Token", value: token)
        return user
    }

    /// A new member of ``FeedService``, with more than the document asks for where that is given.
    static func member(_ api: VulnerableAPI, _ name: String, adding more: JSON = [:]) async throws -> DemoUser {
        var user = try DemoUser(api, name)
        var account: JSON = ["handle": .string(name), "email": .string(user.email), "password": "Maple-Drum-55"]
        if case .object(let members) = more {
            for member in members { account = account.adding(member.name, member.value) }
        }
        let joined = try await user.send("POST", "/users", body: ["user": account])
        let token = try #require(joined.json["result"]?["user"]?["token"]?.stringValue)
        user.client.credential = .header(name: "Authorization", value: "Token \(token)")
        return user
    }
}
