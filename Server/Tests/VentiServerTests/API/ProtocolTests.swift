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

@Suite(.timeLimit(.minutes(2))) struct ProtocolTests {
    @Test func aMethodThatAPathDoesNotHaveIsNamedSo() async throws {
        let test = try await ServerUnderTest()
        try await test.test { client in
            let trace = try await client.send(.trace, "/api/v1/version")
            #expect(trace.status == 405 && trace.header("allow") == "GET")
            #expect(trace.json["type"] == "/problems/method-not-allowed")
            let project = "/api/v1/projects/\(RecordID.make())"
            let post = try await client.send(.post, project)
            #expect(post.status == 405 && post.header("allow") == "DELETE, GET, PATCH")
            #expect(try await client.send(.put, "/api/v1/documents/from-url").header("allow") == "POST")
            #expect(try await client.send(.post, "/api/v1/nothing").status == 404)
            #expect(try await client.send(.get, project).status == 401)
        }
    }

    @Test func headerFieldsThatAreEmptyAreRefused() async throws {
        let test = try await ServerUnderTest()
        let token = try await test.token(.owner)
        let (target, _) = try await test.target()
        try await test.test { client in
            func send(_ name: String, _ method: HTTPRequest.Method, _ path: String, json: JSON?) async throws -> JSON? {
                let reply = try await client.send(method, path, token: token, json: json, headers: [name: ""])
                #expect(reply.status == 400, "\(reply.text)")
                return reply.json["errors"]?.items.first?["pointer"]
            }
            let match = try await send("if-match", .delete, "/api/v1/targets/\(target.id)", json: nil)
            let key = try await send("idempotency-key", .post, "/api/v1/projects", json: ["name": "P"])
            #expect(match == "/if-match" && key == "/idempotency-key")
        }
    }

    @Test func whatIsWrongIsAProblemThatNamesThePlaces() async throws {
        let test = try await ServerUnderTest()
        let token = try await test.token(.owner)
        try await test.test { client in
            let reply = try await client.send(
                .post,
                "/api/v1/projects",
                token: token,
                json: ["name": "", "sumary": "typo"],
                headers: ["x-request-id": "client-given-1"]
            )
            #expect(reply.status == 400)
            #expect(reply.header("content-type") == "application/problem+json")
            #expect(Components.schemas["Problem"]?.faults(in: reply.json) == [])
            #expect(reply.json["type"]?.text == "/problems/validation")
            #expect(reply.json["request_id"]?.text == "client-given-1")
            #expect(reply.json["errors"]?.items.compactMap { $0["pointer"]?.text } == ["/name", "/sumary"])
            let page = try await client.send(.get, "/problems/validation")
            #expect(page.status == 200 && page.text.contains("400"))
        }
    }

    @Test func theEdgesAreClosed() async throws {
        let test = try await ServerUnderTest()
        let token = try await test.token(.owner)
        try await test.test { client async throws in
            func status(_ path: String, _ body: String?, _ type: String?) async throws -> Int {
                let headers = type.map { ["content-type": $0] } ?? [:]
                return try await client.send(.post, path, token: token, body: body, headers: headers).status
            }
            #expect(try await status("/api/v1/projects", "{", "application/json") == 400)
            #expect(try await status("/api/v1/projects", "[]", "application/json") == 400)
            #expect(try await status("/api/v1/projects", "name=x", "application/x-www-form-urlencoded") == 415)
            #expect(try await status("/api/v1/projects", "{}", nil) == 415)
            let large = #"{"name":"x","summary":""# + String(repeating: "x", count: 300_000) + "\"}"
            #expect(try await status("/api/v1/projects", large, "application/json") == 413)
            #expect(try await status("/api/v1/documents", "no document", "application/yaml") == 422)
            #expect(try await client.send(.get, "/api/v1/projects?limit=0", token: token).status == 400)
            #expect(try await client.send(.get, "/api/v1/projects?limt=1", token: token).status == 400)
            #expect(try await client.send(.get, "/api/v1/projects?cursor=AAAA", token: token).status == 400)
            #expect(try await client.send(.get, "/api/v1/projects/not-an-id", token: token).status == 404)
            #expect(try await client.send(.get, "/api/v1/nothing", token: token).status == 404)
            #expect(try await client.send(.get, "/api/v1/nothing").header("content-type") == "application/problem+json")
            #expect(
                try await client.send(.get, "/api/v1/projects", headers: ["authorization": "Basic eDp5"]).status == 401
            )
        }
    }

    @Test func everyAnswerHasTheHeadersThatKeepBrowsersSafe() async throws {
        let test = try await ServerUnderTest()
        try await test.test { client in
            for path in ["/api/v1/version", "/api/v1/projects", "/nothing", "/livez"] {
                let reply = try await client.send(.get, path)
                #expect(reply.header("content-security-policy") == "default-src 'none'; frame-ancestors 'none'")
                #expect(reply.header("x-content-type-options") == "nosniff")
                #expect(reply.header("cache-control") == "no-store")
                #expect(reply.header("referrer-policy") == "no-referrer")
                #expect(reply.header("x-request-id")?.isEmpty == false)
                #expect(reply.header("server") == nil)
            }
            let forged = try await client.send(.get, "/livez", headers: ["x-request-id": "a\"b{}<script>"])
            #expect(forged.header("x-request-id")?.contains("<") == false)
        }
    }

    @Test func sendingTheSameRequestTwiceDoesItOnce() async throws {
        let test = try await ServerUnderTest()
        let (token, other) = (try await test.token(.owner), try await test.token(.owner))
        try await test.test { client in
            func create(_ name: JSON, _ token: String) async throws -> Client.Reply {
                try await client.send(
                    .post,
                    "/api/v1/projects",
                    token: token,
                    json: ["name": name],
                    headers: ["idempotency-key": "once"]
                )
            }
            let (first, again) = (try await create("Shop", token), try await create("Shop", token))
            #expect(first.status == 201 && again.status == 201 && first.text == again.text)
            #expect(first.header("location") == again.header("location"))
            #expect(first.header("idempotent-replayed") == nil && again.header("idempotent-replayed") == "true")
            #expect(try await create("Else", token).status == 422)
            // The key is the caller's own.
            #expect(try await create("Shop", other).header("idempotent-replayed") == nil)
            #expect(try await client.send(.get, "/api/v1/projects", token: token).json["total"]?["count"] == 2)
        }
    }

    @Test func changesFromAnOldCopyAreNoticed() async throws {
        let test = try await ServerUnderTest()
        let token = try await test.token(.owner)
        try await test.test { client in
            let made = try await client.send(.post, "/api/v1/projects", token: token, json: ["name": "Shop"])
            let path = try #require(made.header("location"))
            #expect(made.header("etag") == "\"1\"")
            let fresh = try await client.send(.get, path, token: token, headers: ["if-none-match": "\"1\""])
            #expect(fresh.status == 304 && fresh.text.isEmpty)
            func change(_ version: String) async throws -> Client.Reply {
                try await client.send(
                    .patch,
                    path,
                    token: token,
                    json: ["name": "Mall"],
                    headers: ["if-match": version]
                )
            }
            #expect(try await change("\"1\"").header("etag") == "\"2\"")
            #expect(try await change("\"1\"").status == 412)
            #expect(try await change("nonsense").status == 412)
            #expect(try await client.send(.delete, path, token: token, headers: ["if-match": "\"1\""]).status == 412)
            #expect(try await client.send(.delete, path, token: token, headers: ["if-match": "\"2\""]).status == 204)
        }
    }

    @Test func whoAsksTooOftenIsToldWhenToComeAgain() async throws {
        let test = try await ServerUnderTest(configuration: { $0.rates[.standard] = .init(5, in: 60) })
        let (token, other) = (try await test.token(.viewer), try await test.token(.viewer))
        try await test.test { client in
            for left in [4, 3, 2, 1, 0] {
                let reply = try await client.send(.get, "/api/v1/projects", token: token)
                #expect(reply.status == 200)
                #expect(reply.header("ratelimit-policy") == "\"default\";q=5;w=60")
                #expect(reply.header("ratelimit")?.hasPrefix("\"default\";r=\(left);") == true)
            }
            let refused = try await client.send(.get, "/api/v1/projects", token: token)
            #expect(refused.status == 429)
            #expect((refused.header("retry-after").flatMap { Int($0) } ?? 0) >= 1)
            #expect(refused.json["type"]?.text == "/problems/rate-limited")
            #expect(try await client.send(.get, "/api/v1/projects", token: other).status == 200)
        }
    }

    @Test func aCookieReadsAndChangesNothing() async throws {
        let test = try await ServerUnderTest()
        let session = try await test.platform.identity.openBrowserSession(
            .init(email: test.owner.name, password: test.password)
        )
        try await test.test { client async throws in
            let cookie = ["cookie": "\(SessionCookie.name)=\(session.cookie)"]
            #expect(try await client.send(.get, "/api/v1/projects", headers: cookie).status == 200)
            #expect(
                try await client.send(.post, "/api/v1/projects", json: ["name": "x"], headers: cookie).status == 401
            )
        }
    }

    @Test func linesOfLogsAreJSONAndHoldNoSecret() async throws {
        let test = try await ServerUnderTest()
        let token = try await test.token(.owner)
        try await test.test { client in
            _ = try await client.send(
                .get,
                "/api/v1/projects",
                token: token,
                headers: ["x-request-id": "find-this-one"]
            )
            _ = try await client.send(
                .post,
                "/api/v1/auth/login",
                json: ["email": "x@example.com", "password": "a secret\n{\"level\":\"fake\"}"]
            )
        }
        let lines = test.log.lines.filter { $0.contains("\"msg\":\"request\"") }
        #expect(lines.count == 2)
        for line in test.log.lines {
            let json = try JSONDecoder().decode(JSON.self, from: Data(line.utf8))
            #expect(json["ts"]?.text.flatMap { Timestamp.date($0) } != nil)
            #expect(!line.contains(token) && !line.contains("a secret") && !line.dropLast().contains("\n"))
        }
        #expect(lines.contains { $0.contains("find-this-one") && $0.contains("/api/v1/projects") })
    }
}
