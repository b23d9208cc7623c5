//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

@testable import VulnerableAPIs

/// Sends requests straight into the handler of an API.
struct TestClient {
    var api: VulnerableAPI
    var credential: DemoCredential?

    var token: String? {
        get { if case .bearer(let token) = credential { token } else { nil } }
        set { credential = newValue.map { .bearer($0) } }
    }

    struct Reply {
        var status: Int
        var headers: HTTPFields
        var text: String

        var json: JSON { (try? JSON(parsing: Array(text.utf8))) ?? .null }
    }

    func send(
        _ method: String,
        _ path: String,
        headers: [String: String] = [:],
        body: JSON? = nil
    ) async throws -> Reply {
        var request = HTTPRequest(
            method: HTTPRequest.Method(method) ?? .get,
            scheme: "http",
            authority: "127.0.0.1",
            path: path
        )
        switch credential {
        case .bearer(let token): request.headerFields[.authorization] = "Bearer \(token)"
        case .cookie(let name, let value): request.headerFields[.cookie] = "\(name)=\(value)"
        case .header(let name, let value):
            if let name = HTTPField.Name(name) { request.headerFields[name] = value }
        case .query(let name, let value):
            request.path = path + (path.contains("?") ? "&" : "?") + "\(name)=\(value)"
        case nil: break
        }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { request.headerFields[name] = value }
        }
        let (response, bytes) = await api.handler(request, body.map { Array($0.text.utf8) } ?? [])
        return Reply(
            status: response.status.code,
            headers: response.headerFields,
            text: String(decoding: bytes, as: UTF8.self)
        )
    }

    /// The same client, signed in.
    func signedIn(as account: DemoAccount) async throws -> TestClient {
        let body: JSON = ["username": .string(account.username), "password": .string(account.password)]
        var copy = self
        copy.token = try await send("POST", api.login?.path ?? "/login", body: body).json["token"]?.stringValue
        return copy
    }
}
