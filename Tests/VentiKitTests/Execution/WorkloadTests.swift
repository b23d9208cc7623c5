//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VulnerableAPIs

@testable import VentiKit

struct WorkloadTests {
    private func request() -> ScanRequest {
        ScanRequest(
            document: .bytes(Array("openapi: 3.0.3".utf8), name: "api.yaml"),
            target: "http://127.0.0.1:8080/base",
            identities: [Identity("alice", bearer: "canary-4711")]
        )
    }

    @Test func theRequestCrossesWithItsSecretsInAFileOfTheirOwn() throws {
        let workload = try NativeScanner().workload(for: request())
        let files = Dictionary(workload.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let secrets = try #require(files["secrets.json"])
        #expect(secrets.isSecret)
        for file in workload.files where !file.isSecret {
            #expect(!String(decoding: file.contents, as: UTF8.self).contains("canary-4711"))
        }
        #expect(!workload.command.joined().contains("canary-4711"))
        #expect(!"\(workload)".contains("canary-4711"))
        let arrived = try ScanRequest(
            workloadRequest: try #require(files["request.json"]).contents,
            secrets: secrets.contents
        )
        #expect(arrived == request())
        #expect(throws: ScanError.self) {
            try ScanRequest(workloadRequest: try #require(files["request.json"]).contents, secrets: nil)
        }
    }

    @Test func aDocumentInSeveralFilesGoesWhole() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "venti-parts-\(UInt64.random(in: 0...(.max)))"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "parts"), withIntermediateDirectories: true)
        let main = """
            openapi: 3.0.3
            info: {title: T, version: '1'}
            paths: {/a: {$ref: 'parts/a.yaml'}}
            """
        try Data(main.utf8).write(to: folder.appending(path: "openapi.yaml"))
        try Data("get: {responses: {'200': {description: ok}}}\n".utf8).write(
            to: folder.appending(path: "parts/a.yaml")
        )
        try Data("secret".utf8).write(to: folder.appending(path: "parts/other.yaml"))
        var request = request()
        request.document = .file(folder.appending(path: "openapi.yaml").path)
        let files = try request.workloadFiles()
        let names = files.map { $0.path.split(separator: "/").last.map(String.init) ?? "" }
        #expect(names == ["openapi.yaml", "a.yaml", "request.json", "secrets.json"])
        #expect(files.allSatisfy { WorkloadFile.isPlain($0.path) })
        // One file alone goes under the name that the user gave it.
        request.document = .file(folder.appending(path: "parts/a.yaml").path)
        #expect(throws: ScanError.self) { try request.workloadFiles() }
    }

    @Test func whatOnlyThisProcessHasCannotLeaveIt() throws {
        var configuration = NativeScanner.Configuration()
        configuration.transport = InProcessTransport(
            target: try TargetURL("http://api.test"),
            handler: ParcelService(.secure).api.handler
        )
        let error = #expect(throws: ScanError.self) { try NativeScanner(configuration).workload(for: request()) }
        #expect(error?.code == .invalidArgument)
        var described = request()
        described.document = .description(
            try APIDescription(
                bytes: Array("openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}".utf8),
                name: "t"
            )
        )
        #expect(throws: ScanError.self) { try NativeScanner().workload(for: described) }
    }

    @Test func aChoiceOfChecksGoesAlong() throws {
        var configuration = NativeScanner.Configuration()
        configuration.checks = CheckSet(CheckSet.default.checks.filter { $0.metadata.id.rawValue.contains("sqli") })
        let workload = try NativeScanner(configuration).workload(for: request())
        let file = try #require(workload.files.first { $0.path == "request.json" })
        let secrets = workload.files.first { $0.isSecret }?.contents
        let arrived = try ScanRequest(workloadRequest: file.contents, secrets: secrets)
        #expect(arrived.policy.checks.sorted() == ["venti.sqli.boolean", "venti.sqli.error", "venti.sqli.time"])
    }

    @Test(arguments: ["", "/a", "../a", "a/../b", "a//b", "./a", "a\\b", "a\nb"]) func pathsStayInTheirFolder(
        _ path: String
    ) {
        #expect(!WorkloadFile.isPlain(path))
    }

    /// A route changes where connections go, and nothing that is reported.
    @Test func aRouteChangesNothingButTheAddress() async throws {
        func findings(_ target: (Int) -> String, _ route: (Int) -> TargetRoute?) async throws -> ScanReport {
            let entry = try #require(Catalogue.entries(for: "venti.sqli.error").first)
            return try await withServer(entry.flawed) { port in
                var configuration = NativeScanner.Configuration()
                configuration.route = route(port)
                var request = ScanRequest(
                    document: .bytes(Array(entry.flawed.document.utf8), name: "a.yaml"),
                    target: target(port)
                )
                request.policy.requestsPerSecond = nil
                request.policy.checks = ["sqli.error"]
                return try await NativeScanner(configuration).scan(request)
            }
        }
        let direct = try await findings({ "http://127.0.0.1:\($0)" }, { _ in nil })
        let routed = try await findings({ _ in "http://api.invalid:1" }, { TargetRoute(host: "127.0.0.1", port: $0) })
        #expect(routed.findings.map(\.fingerprint) == direct.findings.map(\.fingerprint))
        #expect(routed.findings.count == 1)
        #expect(routed.target == "http://api.invalid:1")
    }

    @Test func aFailureIsReadFromTheLastLine() throws {
        var decoder = ScanEventDecoder()
        let line = try ScanFailure(ScanError(.unreachable, "Nothing answers.")).ndjsonLine()
        #expect(try decoder.decode(line.utf8).isEmpty)
        #expect(decoder.failure?.error.code == .unreachable)
        #expect(decoder.failure?.message == "Nothing answers.")
        #expect(
            line
                == "{\"error\":{\"code\":\"unreachable\",\"message\":\"Nothing answers.\"},\"type\":\"failed\",\"version\":1}\n"
        )
    }

    @Test func whatIsKnownOfAScanMakesAReport() {
        var partial = PartialScan()
        #expect(partial.report(request(), outcome: .failed, detail: "gone") == nil)
        let api = APISummary(title: "T", version: "1", documentVersion: "3.0.3", documentName: "t.yaml", operations: 2)
        partial.note(
            .started(
                ScanStarted(
                    api: api,
                    target: "http://a",
                    profile: .safe,
                    checks: 1,
                    maximumRequests: 1,
                    requestsPerSecond: nil
                )
            )
        )
        let finding = Finding(checkID: "acme.x", title: "X", summary: "X", severity: .low, location: .host)
        partial.note(.finding(finding))
        partial.note(.finding(finding))
        let report = partial.report(request(), outcome: .failed, detail: "gone")
        #expect(report?.findings == [finding])
        #expect(report?.outcome == .failed)
        #expect(report?.outcomeDetail == "gone")
        #expect(report?.coverage.reachedCount == 0)
    }
}
