//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Testing

@testable import VulnerableAPIs

/// Someone who uses a service with an account that it has, and takes note of every answer of a documented operation that
/// is not documented.
struct AccountUser {
    var client: TestClient
    let documented: DocumentedAnswer
    var account: DemoAccount

    /// An account of a service, signed in.
    init(_ api: VulnerableAPI, _ name: String) async throws {
        account = try #require(api.accounts.first { $0.name == name })
        client = TestClient(api: api)
        documented = try DocumentedAnswer(api)
        client.credential = try await signIn(account.password)
    }

    /// The same person without a credential.
    var anonymous: AccountUser {
        var copy = self
        copy.client.credential = nil
        return copy
    }

    func send(
        _ method: String,
        _ path: String,
        headers: [String: String] = [:],
        body: JSON? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> TestClient.Reply {
        var headers = headers
        if body != nil { headers["Content-Type"] = "application/json" }
        let reply = try await client.send(method, path, headers: headers, body: body)
        let differences = documented.differences(method, path, reply)
        if differences != ["\(method) \(path) is not documented"] {
            #expect(differences == [], sourceLocation: sourceLocation)
        }
        return reply
    }

    /// The credential that the login gives out for a password.
    func signIn(_ password: String) async throws -> DemoCredential {
        let login = try #require(client.api.login)
        let reply = try await logIn(password)
        #expect(reply.status == 200)
        guard let name = login.cookieName else {
            let pointer = login.tokenPointer.split(separator: "/").map(String.init)
            let token = pointer.reduce(Optional(reply.json)) { $0?[$1] }
            return .bearer(try #require(token?.stringValue))
        }
        let cookie = try #require(reply.headers[.setCookie]?.split(separator: ";").first)
        let halves = cookie.split(separator: "=")
        #expect(halves.count == 2)
        #expect(String(halves[0]) == name)
        return .cookie(name: name, value: String(halves[1]))
    }

    /// The answer to a login with a password.
    func logIn(_ password: String) async throws -> TestClient.Reply {
        let login = try #require(client.api.login)
        var fields = login.constants
        fields[login.usernameField] = account.username
        fields[login.passwordField] = password
        guard login.isForm else {
            let body = JSON.object(fields.map { JSON.Member(name: $0.key, value: .string($0.value)) })
            return try await anonymous.send("POST", login.path, body: body)
        }
        var request = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1", path: login.path)
        request.headerFields[.contentType] = "application/x-www-form-urlencoded"
        let form = fields.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        let (response, bytes) = await client.api.handler(request, Array(form.utf8))
        let text = String(decoding: bytes, as: UTF8.self)
        let reply = TestClient.Reply(status: response.status.code, headers: response.headerFields, text: text)
        #expect(documented.differences("POST", login.path, reply) == [])
        return reply
    }

    /// Sends something many times at once.
    func sendAtOnce(_ count: Int, _ method: String, _ path: String, body: JSON) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<count { group.addTask { try await send(method, path, body: body).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
