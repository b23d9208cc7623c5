//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import AsyncHTTPClient
import Foundation
import Testing

@testable import VentiServer

/// A server with a signed-in client, a target and a document.
struct ScanStory: Sendable {
    var client: LiveClient
    let target: JSON
    let document: JSON

    /// What a user of the target signs in with. It must be found nowhere.
    static let secret = "t0ken-of-alice-8271"

    /// Signs in with the password of the first start, and enters the toy API.
    /// - Parameters:
    ///   - server: A server that was just started for the first time.
    ///   - url: Where the toy API is.
    init(_ server: ServerProcess, scanning url: String) async throws {
        client = LiveClient(base: try await server.line(after: "listens on "))
        let password = try #require(server.printed.split(separator: "\n").first { $0.hasPrefix("    ") })
        let signedIn = try await client.send(
            "POST",
            "/api/v1/auth/login",
            json: ["email": "admin@localhost", "password": .string(String(password.dropFirst(4)))]
        )
        client.token = try #require(signedIn.json["access_token"]?.text, "\(signedIn.text)")
        let project = try await client.send("POST", "/api/v1/projects", json: ["name": "Toys"]).json["id"] ?? .null
        target =
            try await client.send(
                "POST",
                "/api/v1/targets",
                json: ["project_id": project, "name": "Toy", "url": .string(url), "maximum_requests_per_second": 100]
            ).json["id"] ?? .null
        let sealed = try await client.send(
            "PUT",
            "/api/v1/targets/\(target.text ?? "")/credentials",
            json: ["identities": [["name": "alice", "kind": "bearer", "key": "", "secret": .string(Self.secret)]]]
        )
        try #require(sealed.status == 200, "\(sealed.text)")
        document =
            try await client.send("POST", "/api/v1/documents", body: ToyAPI.document, type: "application/yaml")
            .json["id"] ?? .null
    }

    /// Asks for a scan.
    /// - Parameters:
    ///   - rate: How many requests it may send in a second: with few it takes long.
    ///   - scanner: The scanner; the first one where none is named.
    func start(rate: Double = 100, scanner: String? = nil) async throws -> String {
        var body: [String: JSON] = [
            "target_id": target, "document_id": document, "budget": ["requests_per_second": .number(rate)],
        ]
        if let scanner { body["scanner"] = .string(scanner) }
        let made = try await client.send("POST", "/api/v1/scans", json: .object(body))
        return try #require(made.json["id"]?.text, "\(made.text)")
    }

    /// Waits until the scan has sent something.
    func waitUntilItSends(_ scan: String) async throws {
        let deadline = ContinuousClock.now + .seconds(90)
        while ContinuousClock.now < deadline {
            let found = try await client.send("GET", "/api/v1/scans/\(scan)").json
            if case .integer(let sent)? = found["progress"]?["requests_sent"], sent > 0 { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("the scan \(scan) sends nothing")
    }
}
