//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import Testing

@testable import VentiServer
@testable import VentiService

/// The routes of the first server, called as its clients call them.
@Suite(.timeLimit(.minutes(2))) struct CompatibilityTests {
    private static let type = ["content-type": "multipart/form-data; boundary=b"]

    private func form(_ fields: [(String, String)], document: String? = ToyAPI.document) -> String {
        var text = fields.map { "--b\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }.joined()
        if let document {
            text += "--b\r\nContent-Disposition: form-data; name=\"spec_file\"; filename=\"toy.yaml\"\r\n"
            text += "Content-Type: application/yaml\r\n\r\n\(document)\r\n"
        }
        return text + "--b--\r\n"
    }

    private func fits(_ reply: Client.Reply, _ component: String) -> Bool {
        Components.schemas[component]?.faults(in: reply.json) == []
    }

    @Test func theTwelveRoutesTellTheWholeStory() async throws {
        let test = try await ServerUnderTest()
        let keeper = try await test.token(.platformAdmin)
        let records = try await test.matrixRecords()
        let over = try #require(records["scan"])
        try await test.test { client async throws in
            var called: [Client.Reply] = []
            func call(
                _ method: HTTPRequest.Method,
                _ path: String,
                _ token: String?,
                json: JSON? = nil,
                body: String? = nil,
                _ headers: [String: String] = [:]
            ) async throws -> Client.Reply {
                let reply = try await client.send(
                    method,
                    path,
                    token: token,
                    json: json,
                    body: body,
                    headers: headers
                )
                called.append(reply)
                #expect(reply.status == 200, "\(method) \(path): \(reply.status) \(reply.text.prefix(300))")
                return reply
            }
            #expect(try await call(.get, "/health", nil).json == ["status": "healthy"])
            let tokens = try await call(
                .post,
                "/api/auth/login",
                nil,
                json: ["username": "admin@localhost", "password": .string(test.password)]
            )
            let token = try #require(tokens.json["access_token"]?.text)
            let scanners = try await call(.get, "/api/scanners", token)
            #expect(scanners.json["available_scanners"] == ["native"] && fits(scanners, "V0Scanners"))
            let fields = [
                ("server_url", "http://127.0.0.1:1"), ("scanners", "ventiapi"), ("rps", "2.5"), ("max_requests", "40"),
                ("dangerous", "false"), ("fuzz_auth", "true"),
            ]
            let started = try await call(.post, "/api/scan/start", token, body: form(fields), Self.type)
            #expect(fits(started, "V0Started") && started.json["status"]?.text == "pending")
            let scan = try #require(started.json["scan_id"]?.text)
            let status = try await call(.get, "/api/scan/\(scan)/status", token)
            #expect(fits(status, "V0Scan") && status.json["progress"] == 0 && status.json["findings_count"] == 0)
            let made = try await client.send(.get, "/api/v1/scans/\(scan)", token: token)
            #expect(
                made.json["budget"]?["requests"] == 40 && made.json["budget"]?["requests_per_second"] == .number(2.5)
            )
            #expect(made.json["profile"]?.text == "safe")
            let scans = try await call(.get, "/api/scans?limit=1", token)
            #expect(fits(scans, "V0Scans") && scans.json["scans"]?.items.first?["scan_id"]?.text == scan)
            let queue = try await call(.get, "/api/queue/stats", keeper)
            #expect(fits(queue, "V0Queue") && queue.json["pending"] == 1)
            let ended = try await call(.delete, "/api/scan/\(scan)", token)
            #expect(ended.json["status"]?.text == "cancelled")
            #expect(
                try await client.send(.get, "/api/v1/scans/\(scan)", token: token).json["state"]?.text == "cancelled"
            )
            let findings = try await call(.get, "/api/scan/\(over)/findings", token)
            #expect(fits(findings, "V0Findings") && findings.json["total"] == 1)
            #expect(findings.json["findings"]?.items.first?["method"]?.text == "GET")
            #expect(findings.json["findings"]?.items.first?["endpoint"]?.text == "/a")
            let report = try await call(.get, "/api/scan/\(over)/report", token)
            #expect(report.json["findings"]?.items.count == 1)
            let html = try await call(.get, "/api/scan/\(over)/report/html", token)
            #expect(html.text.contains("</html>") && Self.isSandboxed(html))
            let cleanup = try await call(.post, "/api/queue/cleanup", keeper)
            #expect(fits(cleanup, "V0Cleanup"))
            // Every one says that it is old, and nearly every one what takes its place.
            #expect(called.count == 12)
            #expect(called.allSatisfy { $0.header("deprecation")?.first == "@" })
            #expect(called.filter { $0.header("link")?.contains("successor-version") == true }.count == 11)
            #expect(status.header("link") == "</api/v1/scans/\(scan)>; rel=\"successor-version\"")
            #expect(made.header("deprecation") == nil)
        }
        let old = API.endpoints(ServerConfiguration(), ServerState()).filter { $0.deprecation != nil }
        #expect(old.count == 12)
    }

    @Test func theSameURLIsTheSameTargetAndOthersNeedTheRight() async throws {
        let test = try await ServerUnderTest()
        let (owner, developer) = (try await test.token(.owner), try await test.token(.developer))
        let body = form([("target_url", "http://127.0.0.1:1/v2")])
        try await test.test { client async throws in
            func start(_ token: String) async throws -> Client.Reply {
                try await client.send(.post, "/api/scan/start", token: token, body: body, headers: Self.type)
            }
            #expect(try await start(developer).status == 403)
            #expect(try await start(owner).status == 200)
            #expect(try await start(developer).status == 200)
        }
        let targets = try await test.platform.targets.list(as: test.owner)
        #expect(targets.items.map(\.url) == ["http://127.0.0.1:1/v2"])
        #expect(try await test.platform.projects.list(as: test.owner).items.map(\.name) == [CompatibilityStart.project])
        #expect(try await test.platform.scans.list(as: test.owner).total == 2)
    }

    @Test(arguments: [
        [("rps", "1")], [("server_url", "nowhere")], [("server_url", "http://127.0.0.1:1"), ("rps", "-1")],
        [("server_url", "http://127.0.0.1:1"), ("max_requests", "many")],
        [("server_url", "http://127.0.0.1:1"), ("dangerous", "perhaps")],
        [("server_url", "http://127.0.0.1:1"), ("scanners", "zap")],
    ])
    func aFormThatIsWrongIsRefusedAndMakesNothing(_ fields: [(String, String)]) async throws {
        let test = try await ServerUnderTest()
        let token = try await test.token(.owner)
        let body = form(fields)
        try await test.test { client async throws in
            let reply = try await client.send(.post, "/api/scan/start", token: token, body: body, headers: Self.type)
            #expect(reply.status == 400 && reply.json["errors"]?.items.isEmpty == false, "\(reply.text)")
            #expect(reply.header("deprecation") != nil)
        }
        #expect(try await test.platform.scans.list(as: test.owner).total == 0)
        #expect(try await test.platform.targets.list(as: test.owner).total == 0)
    }

    /// Nothing runs, nothing is loaded, and the page's own style sheet is named by its digest.
    private static func isSandboxed(_ reply: Client.Reply) -> Bool {
        let policy = reply.header("content-security-policy") ?? ""
        return policy.hasPrefix("sandbox; default-src 'none'; ") && policy.contains("; style-src 'sha256-")
            && !policy.contains("unsafe") && !policy.contains("script-src")
    }
}
