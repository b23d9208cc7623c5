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

@Suite(.timeLimit(.minutes(2))) struct ScheduleRouteTests {
    @Test func aScheduleIsMadeReadChangedPausedAndDeleted() async throws {
        let test = try await ServerUnderTest()
        let (target, document) = try await test.target()
        try await test.test { client in
            let token = try await test.token(.analyst)
            var body: JSON = [
                "name": "Nightly", "target_id": .string(target.id.rawValue),
                "document_id": .string(document.id.rawValue),
                "cron": "30 2 * * 1-5", "time_zone": "Europe/Berlin", "budget": ["requests": 100],
            ]
            let made = try await client.send(
                .post,
                "/api/v1/schedules",
                token: token,
                json: body,
                headers: ["idempotency-key": "k"]
            )
            #expect(made.status == 201, "\(made.text)")
            #expect(Components.schemas["Schedule"]?.faults(in: made.json).isEmpty == true)
            #expect(made.json["next_runs"]?.items.count == 5 && made.json["missed"]?.text == "once")
            #expect(made.json["budget"]?["requests"] == .integer(100))
            let again = try await client.send(
                .post,
                "/api/v1/schedules",
                token: token,
                json: body,
                headers: ["idempotency-key": "k"]
            )
            #expect(again.status == 201 && again.header("idempotent-replayed") == "true" && again.json == made.json)
            let path = try #require(made.header("location"))
            let found = try await client.send(.get, path, token: token)
            let tag = try #require(found.header("etag"))
            #expect(found.json == made.json)
            #expect(try await client.send(.get, path, token: token, headers: ["if-none-match": tag]).status == 304)

            let paused = try await client.send(.post, path + "/pause", token: token)
            #expect(paused.json["is_enabled"] == false && paused.json["next_runs"]?.items.isEmpty == true)
            body = .object(body.members.merging(["cron": "0 4 * * *"]) { _, new in new })
            let stale = try await client.send(.put, path, token: token, json: body, headers: ["if-match": tag])
            #expect(stale.status == 412)
            let fresh = try #require(paused.header("etag"))
            let changed = try await client.send(.put, path, token: token, json: body, headers: ["if-match": fresh])
            #expect(
                changed.status == 200 && changed.json["is_enabled"] == true && changed.json["cron"]?.text == "0 4 * * *"
            )
            let list = try await client.send(.get, "/api/v1/schedules?target_id=\(target.id)", token: token)
            #expect(list.json["items"]?.items.count == 1 && list.json["total"]?["count"] == .integer(1))
            let other = try await client.send(.get, "/api/v1/schedules?target_id=\(RecordID.make())", token: token)
            #expect(other.json["items"]?.items.isEmpty == true)
            #expect(try await client.send(.delete, path, token: token).status == 204)
            #expect(try await client.send(.get, path, token: token).status == 404)
        }
    }

    @Test func aWrongExpressionIsAProblemWithItsFieldAndMend() async throws {
        let test = try await ServerUnderTest()
        let (target, document) = try await test.target()
        try await test.test { client in
            let token = try await test.token(.analyst)
            let body: JSON = [
                "name": "N", "target_id": .string(target.id.rawValue), "document_id": .string(document.id.rawValue),
                "cron": "0 25 * * *",
            ]
            let refused = try await client.send(.post, "/api/v1/schedules", token: token, json: body)
            #expect(refused.status == 400)
            #expect(refused.json["errors"]?.items.first?["pointer"]?.text == "/cron")
            #expect(refused.json["detail"]?.text == "The hour has the value 25: write one from 0 to 23.")
        }
    }

    @Test func aReportIsTakenInOnceAndItsFindingsAreThere() async throws {
        let test = try await ServerUnderTest()
        let (target, _) = try await test.target()
        try await test.test { client in
            let token = try await test.token(.ci)
            let log =
                #"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Acme"}}, "results": ["#
                + #"{"ruleId": "sql", "message": {"text": "It answers."}, "webRequest": {"target": "http://127.0.0.1:1/a"}}]}]}"#
            let path = "/api/v1/imports?format=sarif&name=acme.sarif&target_id=\(target.id)"
            let headers = ["content-type": "application/sarif+json"]
            let made = try await client.send(.post, path, token: token, body: log, headers: headers)
            #expect(made.status == 201 && made.json["created"] == .integer(1), "\(made.text)")
            #expect(Components.schemas["Import"]?.faults(in: made.json).isEmpty == true)
            let again = try await client.send(.post, path, token: token, body: log, headers: headers)
            #expect(again.status == 200 && again.json == made.json)
            let id = try #require(made.json["id"]?.text)
            #expect(try await client.send(.get, "/api/v1/imports/\(id)", token: token).json == made.json)
            let scan = try await client.send(.get, "/api/v1/scans/\(id)", token: token).json
            #expect(scan["is_imported"] == true && scan["state"]?.text == "completed" && scan["document_id"] == nil)
            #expect(Components.schemas["Scan"]?.faults(in: scan).isEmpty == true)
            let findings = try await client.send(.get, "/api/v1/scans/\(id)/findings", token: token).json
            #expect(findings["items"]?.items.first?["check"]?.text == "acme.sql")

            let broken = try await client.send(
                .post,
                path,
                token: token,
                body: String(log.dropLast(3)),
                headers: headers
            )
            #expect(broken.status == 400 && broken.json["errors"]?.items.first?["pointer"]?.text == "/runs/0")
            #expect(broken.json["detail"]?.text?.contains("line 1, column") == true)
            let nameless = try await client.send(
                .post,
                "/api/v1/imports?format=zap",
                token: token,
                body: "{}",
                headers: headers
            )
            #expect(nameless.status == 400 && nameless.json["errors"]?.items.first?["pointer"]?.text == "/target_id")
            let text = try await client.send(
                .post,
                path,
                token: token,
                body: log,
                headers: ["content-type": "text/plain"]
            )
            #expect(text.status == 415)
        }
    }
}
