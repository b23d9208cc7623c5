//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VentiKitTesting
import VulnerableAPIs

struct APIScanTests {
    @Test func aClosureIsScannedWithoutAPort() async throws {
        let report = try await NotesAPI.scan().run(over: .notes(NotesAPI()))
        #expect(report.outcome == .completed)
        #expect(report.findings.map(\.checkID) == ["venti.headers.version-leak"])
        #expect(report.target == "http://localhost")
        try report.expect(.coverage(atLeast: 0.6))
    }

    @Test func aServerIsScannedAtItsURL() async throws {
        let api = NotesAPI()
        let served = VulnerableAPI(name: "notes", document: NotesAPI.document) { api.respond(to: $0, body: $1) }
        let report = try await NotesAPI.scan().run(
            over: .liveServer { scan in
                try await withServer(served) { port in try await scan(.live(url: "http://127.0.0.1:\(port)")) }
            }
        )
        #expect(report.findings.map(\.checkID) == ["venti.headers.version-leak"])
        #expect(report.target.hasPrefix("http://127.0.0.1:"))
    }

    @Test func aServerThatIsNotScannedIsAnError() async {
        let error = await #expect(throws: ScanError.self) { try await NotesAPI.scan().run(over: .liveServer { _ in }) }
        #expect(error?.code == .invalidArgument)
    }

    @Test func operationsAreNamedAsTheDocumentHasThem() throws {
        var scan = NotesAPI.scan()
        #expect(
            try scan.operations().map(\.testDescription) == [
                "GET /notes", "GET /notes/{id}", "GET /admin", "(elsewhere)",
            ]
        )
        scan.policy.excludedOperations = ["/admin"]
        #expect(try scan.operations().map(\.name) == ["GET /notes", "GET /notes/{id}", "(elsewhere)"])
    }

    @Test func aDocumentThatCannotBeReadIsAnError() {
        let error = #expect(throws: ScanError.self) { try APIScan(.text("no document")).operations() }
        #expect(error?.code == .invalidDocument)
    }

    @Test func aDocumentIsFoundBesideTheTest() throws {
        #expect(DocumentSource.beside("a/b.yaml", sourceFile: "/tests/T.swift") == .file("/tests/a/b.yaml"))
        #expect(DocumentSource.beside("b.yaml", sourceFile: "T.swift") == .file("b.yaml"))
    }

    @Test func theLimitsOfAScanAreKept() async throws {
        var scan = APIScan(.text(NotesAPI.document), limits: .init(requests: 40, seconds: 20))
        scan.checks = .default
        let report = try await scan.run(over: .notes(NotesAPI()))
        #expect(report.statistics.requestsSent <= 40)
        #expect(report.outcome == .budgetExhausted)
    }

    /// The same seed gives the same report, byte for byte but for what is a time.
    @Test func fiftyScansGiveTheSameReport() async throws {
        var scan = APIScan(.text(NotesAPI.document), profile: .active, seed: 42)
        scan.policy.skippedChecks = ["sqli.time"]
        var texts: Set<String> = []
        for _ in 0..<50 {
            let report = try await scan.run(over: .notes(NotesAPI()))
            texts.insert(try JSONReport().text(for: report.withoutTimes()))
        }
        #expect(texts.count == 1)
        #expect(texts.first?.contains("venti.headers.version-leak") == true)
    }
}
