//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiServer
@testable import VentiService

/// The whole story, with the real program on a free port of this machine.
@Suite(.timeLimit(.minutes(5)), .serialized) struct EndToEndTests {
    /// What a user of the target signs in with. It must be found nowhere.
    private static let secret = "t0ken-of-alice-8271"

    private func withServer(
        _ options: [String] = [],
        _ body: @escaping @Sendable (LiveClient, ServerProcess, URL) async throws -> Void
    ) async throws {
        try await ServerProcess.withFolder { folder in
            let arguments =
                ["serve", "--data", folder.appending(path: "data").path, "--port", "0", "--management-port", "0"]
                + ["--allow-target", "127.0.0.1"] + options
            let process = try ServerProcess(arguments, in: folder)
            defer { process.kill() }
            let url = try await process.line(after: "listens on ")
            let password = try #require(
                process.printed.split(separator: "\n").first { $0.hasPrefix("    ") }?.trimmingCharacters(
                    in: .whitespaces
                )
            )
            var client = LiveClient(base: url)
            let signedIn = try await client.send(
                "POST",
                "/api/v1/auth/login",
                json: ["email": "admin@localhost", "password": .string(password)]
            )
            try #require(signedIn.status == 200, "\(signedIn.text)")
            client.token = try #require(signedIn.json["access_token"]?.text)
            try await body(client, process, folder)
        }
    }

    /// Makes a project, a target and a document, and gives the ids of the last two.
    private func prepare(_ client: LiveClient, _ target: String) async throws -> (target: JSON, document: JSON) {
        let project = try await client.send("POST", "/api/v1/projects", json: ["name": "Toys"])
        try #require(project.status == 201, "\(project.text)")
        let made = try await client.send(
            "POST",
            "/api/v1/targets",
            json: [
                "project_id": project.json["id"] ?? .null, "name": "Toy", "url": .string(target),
                "maximum_requests_per_second": 100,
            ]
        )
        try #require(made.status == 201, "\(made.text)")
        let sealed = try await client.send(
            "PUT",
            "/api/v1/targets/\(made.json["id"]?.text ?? "")/credentials",
            json: [
                "identities": [["name": "alice", "kind": "bearer", "key": "", "secret": .string(Self.secret)]]
            ]
        )
        #expect(sealed.status == 200 && sealed.json["identities"] == ["alice"] && !sealed.text.contains(Self.secret))
        let document = try await client.send(
            "POST",
            "/api/v1/documents?name=toy.yaml",
            body: ToyAPI.document,
            type: "application/yaml"
        )
        try #require(document.status == 201, "\(document.text)")
        #expect(document.json["operations"] == 2)
        return (made.json["id"] ?? .null, document.json["id"] ?? .null)
    }

    private func start(_ client: LiveClient, _ ids: (target: JSON, document: JSON)) async throws -> String {
        let scan = try await client.send(
            "POST",
            "/api/v1/scans",
            json: [
                "target_id": ids.target, "document_id": ids.document, "profile": "safe",
                "budget": ["requests_per_second": 100],
            ]
        )
        try #require(scan.status == 202, "\(scan.text)")
        return try #require(scan.json["id"]?.text)
    }

    @Test func somebodySignsInScansWatchesAndReadsTheReports() async throws {
        try await ToyAPI.serve { target in
            try await withServer { client, process, folder in
                let ids = try await prepare(client, target)
                let scan = try await start(client, ids)
                // Half of the events, then a lost connection, then the rest: none is missing, none comes twice.
                let first = try await client.events(of: scan, most: 4)
                let rest = try await client.events(of: scan, after: first.last?.id ?? 0)
                let events = first + rest
                #expect(events.map(\.id) == Array(1...events.count))
                #expect(events.last?.kind == "done" && events.last?.data["state"]?.text == "completed")
                #expect(events.contains { $0.kind == "finding" })
                let over = try await client.send("GET", "/api/v1/scans/\(scan)/events")
                #expect(over.status == 200)
                let found = try await client.send("GET", "/api/v1/findings?severity=high,medium,low&state=new,open")
                let items = found.json["items"]?.items ?? []
                #expect(items.contains { $0["check"]?.text?.contains("auth.missing") == true })
                let id = try #require(items.first?["id"]?.text)
                let detail = try await client.send("GET", "/api/v1/findings/\(id)")
                #expect(detail.json["evidence"]?["proof"] != nil)
                let html = try await client.send("GET", "/api/v1/scans/\(scan)/report?format=html")
                #expect(html.status == 200 && html.text.contains("</html>"))
                #expect(html.headers["content-security-policy"]?.hasPrefix("sandbox") == true)
                let sarif = try await client.send("GET", "/api/v1/scans/\(scan)/report?format=sarif")
                #expect(sarif.json["version"]?.text == "2.1.0")
                #expect((sarif.json["runs"]?.items.first?["results"]?.items.count ?? 0) > 0)
                for format in ReportService.Format.allCases {
                    let report = try await client.send("GET", "/api/v1/scans/\(scan)/report?format=\(format.rawValue)")
                    #expect(report.status == 200 && !report.text.isEmpty, "\(format)")
                }
                let again = try await start(client, ids)
                _ = try await client.events(of: again)
                let difference = try await client.send("GET", "/api/v1/scans/\(again)/diff?base=\(scan)")
                #expect(difference.json["appeared"]?.items.isEmpty == true)
                #expect((difference.json["unchanged"]?.items.count ?? 0) > 0)
                #expect(try await client.send("GET", "/api/v1/audit-log/verify").json["is_intact"] == true)
                for line in process.logged.split(separator: "\n") {
                    #expect((try? JSONDecoder().decode(JSON.self, from: Data(line.utf8))) != nil, "\(line)")
                    #expect(!line.contains(client.token ?? "-") && !line.contains(Self.secret))
                }
                process.terminate()
                #expect(await process.status() == 0)
                let data = folder.appending(path: "data").path
                for name in try FileManager.default.contentsOfDirectory(atPath: data) {
                    let bytes = try Data(contentsOf: URL(filePath: data).appending(path: name))
                    #expect(bytes.range(of: Data(Self.secret.utf8)) == nil, "\(name)")
                }
                let export = folder.appending(path: "audit.jsonl").path
                let exported = try await ServerProcess.run(["audit", "export", "--data", data, export], in: folder)
                let key = try #require(exported.printed.split(separator: " ").last?.trimmingCharacters(in: .newlines))
                let verified = try await ServerProcess.run(["audit", "verify", export, "--key", key], in: folder)
                #expect(verified.status == 0 && verified.printed.contains("intact"))
            }
        }
    }

    /// Whoever is signed in stays so over a restart, the second start prints no password, and a running scan goes on.
    @Test func aRestartLosesNothing() async throws {
        try await ToyAPI.serve { target in
            try await ServerProcess.withFolder { folder in
                let data = folder.appending(path: "data").path
                let options = ["--data", data, "--allow-target", "127.0.0.1", "--port", "0", "--management-port", "0"]
                let first = try ServerProcess(["serve"] + options + ["--no-worker"], in: folder)
                defer { first.kill() }
                var client = LiveClient(base: try await first.line(after: "listens on "))
                let password = try #require(first.printed.split(separator: "\n").first { $0.hasPrefix("    ") })
                let tokens = try await client.send(
                    "POST",
                    "/api/v1/auth/login",
                    json: ["email": "admin@localhost", "password": .string(String(password.dropFirst(4)))]
                )
                client.token = tokens.json["access_token"]?.text
                let scan = try await start(client, prepare(client, target))
                first.kill()
                _ = await first.status()
                let second = try ServerProcess(["serve"] + options, in: folder)
                defer { second.kill() }
                let again = LiveClient(base: try await second.line(after: "listens on "), token: client.token)
                #expect(try await again.events(of: scan).last?.data["state"]?.text == "completed")
                #expect(!second.printed.contains("First start"))
                second.terminate()
                #expect(await second.status() == 0)
            }
        }
    }

    @Test func faultsOfTheMachineAreOneClearLine() async throws {
        try await ServerProcess.withFolder { folder in
            try Data("x".utf8).write(to: folder.appending(path: "file"))
            let inside = folder.appending(path: "file/data").path
            let refused = try await ServerProcess.run(["migrate", "--data", inside], in: folder)
            #expect(refused.status == 1 && refused.logged.hasPrefix("venti-server: the data folder"))
            let data = folder.appending(path: "data")
            try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
            try Data(String(repeating: "no database ", count: 400).utf8).write(to: data.appending(path: "venti.sqlite"))
            let damaged = try await ServerProcess.run(["migrate", "--data", data.path], in: folder)
            #expect(damaged.status == 1 && damaged.logged.contains("restore it from a backup"))
            #expect(damaged.logged.split(separator: "\n").count == 1)
            let unready = try await ServerProcess.run(["healthcheck", "--management-port", "1"], in: folder)
            #expect(unready.status == 1)
            let document = try await ServerProcess.run(["openapi"], in: folder)
            #expect(document.status == 0 && document.printed.contains("\"openapi\" : \"3.1.0\""))
        }
    }
}
