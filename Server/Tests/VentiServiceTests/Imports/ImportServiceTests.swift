//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiService

@Suite(.timeLimit(.minutes(3))) struct ImportServiceTests {
    /// A SARIF log of a tool with a result for each path.
    private static func log(
        _ paths: [String],
        tool: String = "Acme",
        host: String = "http://127.0.0.1:1",
        mark: String = ""
    )
        -> [UInt8]
    {
        let results = paths.map {
            #"{"ruleId": "sql", "level": "error", "message": {"text": "It answers."}, "#
                + #""webRequest": {"method": "GET", "target": "\#(host)\#($0)"}}"#
        }
        return Array(
            (#"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "\#(tool)", "version": "3\#(mark)"}}, "results": ["#
                + results.joined(separator: ", ") + "]}]}").utf8
        )
    }

    private func take(
        _ test: PlatformUnderTest,
        _ bytes: [UInt8],
        _ input: ImportInput
    ) async throws -> Made<ReportImport> { try await test.platform.imports.take(bytes, input, as: test.owner) }

    private func message(_ body: () async throws -> some Sendable) async throws -> String? {
        do {
            _ = try await body()
            return nil
        } catch let error as ServiceError {
            return error.message
        }
    }

    private func states(_ test: PlatformUnderTest) async throws -> [String: TrackedFinding.State] {
        let all = try await test.platform.findings.list(as: test.owner, page: PageRequest(limit: 200)).items
        return Dictionary(all.map { ($0.operation, $0.state) }) { first, _ in first }
    }

    @Test func aReportBecomesAScanThatIsOverAndItsFindingsThoseOfTheTarget() async throws {
        let test = try await PlatformUnderTest()
        let (target, _) = try await test.target()
        let input = ImportInput(target: target.id, format: .sarif, name: "acme.sarif")
        let made = try await take(test, Self.log(["/a", "/b/17", "/b/18"]), input)
        // The two objects are one place.
        #expect(made.value.outcome == MergeCounts(created: 2, known: 0, reopened: 0, closed: 0) && !made.isReplayed)
        let scan = try await test.platform.scans.find(made.value.id, as: test.owner)
        #expect(scan.isImported && scan.state == .completed && scan.scanner == "Acme" && scan.findings.high == 2)
        #expect(try await states(test) == ["GET /a": .new, "GET /b/{id}": .new])
        let finding = try #require(try await test.platform.findings.list(as: test.owner).items.first)
        #expect(finding.check == "acme.sql" && finding.confidence == .tentative && finding.firstScan == scan.id)
        #expect(try await test.platform.findings.detail(finding.id, as: test.owner).summary.hasPrefix("It answers."))
        #expect(try await test.platform.findings.history(of: finding.id, as: test.owner).map(\.to) == [.new])
        for format in ReportService.Format.allCases {
            #expect(try await !test.platform.reports.text(of: scan.id, format, as: test.owner).isEmpty)
        }
        let events = try await test.platform.scans.events(of: scan.id, as: test.owner)
        #expect(events.map(\.kind) == ["done"])
        #expect(try await refusal { try await test.platform.scans.cancel(scan.id, as: test.owner) } == .conflict)
        let entry = try await test.platform.audit.list(as: test.owner).items.first
        #expect(entry?.action == "finding.import" && entry?.object == scan.id.rawValue)
        #expect(try await test.platform.imports.list(of: target.id, as: test.owner).items == [made.value])
    }

    @Test func theSameFileTwiceChangesNothing() async throws {
        let test = try await PlatformUnderTest()
        let (target, _) = try await test.target()
        let input = ImportInput(target: target.id, format: .sarif)
        let log = Self.log(["/a"])
        let first = try await take(test, log, input)
        let before = try await test.platform.audit.list(as: test.owner).total
        let found = try await test.platform.findings.list(as: test.owner).items
        let again = try await take(test, log, input)
        #expect(again.isReplayed && again.value == first.value)
        // Many at once are one, too.
        let other = Self.log(["/a", "/c"])
        let ids = try await withThrowingTaskGroup(of: RecordID.self) { group in
            for _ in 0..<6 { group.addTask { try await take(test, other, input).value.id } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 1)
        #expect(try await test.platform.audit.list(as: test.owner).total == before + 1)
        #expect(try await test.platform.scans.list(as: test.owner).total == 2)
        #expect(found.allSatisfy { $0.state == .new })
    }

    @Test func findingsGoThroughTheirStatesAndWhatIsMissingIsFixedOnlyWhereSomebodySaysSo() async throws {
        let test = try await PlatformUnderTest()
        let (target, _) = try await test.target()
        var input = ImportInput(target: target.id, format: .sarif)
        _ = try await take(test, Self.log(["/a", "/b"]), input)
        _ = try await take(test, Self.log(["/z"], tool: "Other"), input)
        _ = try await take(test, Self.log(["/a"], mark: "1"), input)
        #expect(try await states(test) == ["GET /a": .open, "GET /b": .new, "GET /z": .new])
        input.closesMissing = true
        let closing = try await take(test, Self.log(["/a"], mark: "2"), input)
        // Another tool's stay, whatever this one says.
        #expect(closing.value.outcome == MergeCounts(created: 0, known: 1, reopened: 0, closed: 1))
        #expect(try await states(test) == ["GET /a": .open, "GET /b": .fixed, "GET /z": .new])
        let back = try await take(test, Self.log(["/a", "/b"], mark: "3"), input)
        #expect(back.value.outcome == MergeCounts(created: 0, known: 2, reopened: 1, closed: 0))
        #expect(try await states(test)["GET /b"] == .regressed)
        let finding = try #require(
            try await test.platform.findings.list(as: test.owner).items.first { $0.operation == "GET /a" }
        )
        _ = try await test.platform.findings.judge(finding.id, .falsePositive(reason: "the gateway's"), as: test.owner)
        _ = try await take(test, Self.log(["/a", "/b"], mark: "4"), input)
        #expect(try await states(test)["GET /a"] == .falsePositive)
        let difference = try await test.platform.reports.difference(
            from: closing.value.id,
            to: back.value.id,
            as: test.owner
        )
        #expect(difference.appeared.map(\.operation) == ["GET /b"])
    }

    /// A log of VentiKit's own finding comes back from a pipeline: the proof stays.
    @Test func whatAnotherToolSaysNeverTakesThePlaceOfAProof() async throws {
        // A log does not say what sets two flaws of one check at one place apart.
        var flaw = StubScanner.finding("/a")
        flaw.evidenceClass = ""
        let scanner = StubScanner(.found([flaw]))
        let test = try await PlatformUnderTest(scanner: scanner)
        let (target, document) = try await test.target()
        let new = NewScan(target: target.id, document: document.id)
        let scan = try await test.platform.scans.create(new, as: test.owner).value
        _ = try await test.withWorker { try await test.wait(for: scan.id, [.completed]) }
        let log = try await test.platform.reports.text(of: scan.id, .sarif, as: test.owner)
        let before = try #require(try await test.platform.findings.list(as: test.owner).items.first)
        let made = try await take(test, Array(log.utf8), ImportInput(target: target.id, format: .sarif))
        let all = try await test.platform.findings.list(as: test.owner).items
        try #require(all.count == 1, "\(all.map(\.fingerprint))")
        #expect(made.value.outcome.known == 1 && all[0].confidence == .confirmed && all[0].lastScan == scan.id)
        #expect(all[0].state == .open && all[0].severity == before.severity && all[0].lastSeenAt > before.lastSeenAt)
        // What the scanner does not find any more is fixed, though an import had it meanwhile; what only others found stays.
        _ = try await take(test, Self.log(["/b"]), ImportInput(target: target.id, format: .sarif))
        scanner.next(.find([]))
        let last = try await test.platform.scans.create(new, as: test.owner).value
        _ = try await test.withWorker { try await test.wait(for: last.id, [.completed]) }
        #expect(try await states(test) == ["GET /a": .fixed, "GET /b": .new])
    }

    @Test func findingsOfOtherHostsAreLeftOutUnlessTheyAreAskedFor() async throws {
        let test = try await PlatformUnderTest()
        let (target, _) = try await test.target()
        var input = ImportInput(target: target.id, format: .sarif)
        let foreign = Self.log(["/a"], host: "https://elsewhere.example")
        let said = try await message { try await take(test, foreign, input) }
        #expect(
            said
                == "None of the report's 1 findings is of http://127.0.0.1:1: it is about https://elsewhere.example. "
                + "Choose that target, or take in the findings of all hosts."
        )
        var mixed = String(decoding: Self.log(["/a", "/b"]), as: UTF8.self)
        mixed = mixed.replacing("http://127.0.0.1:1/b", with: "https://elsewhere.example/b")
        let made = try await take(test, Array(mixed.utf8), input)
        #expect(made.value.outcome.created == 1)
        let detail = try await test.platform.scans.find(made.value.id, as: test.owner).detail
        #expect(detail == "Left out: 1 finding of other hosts than the target.")
        // What both hosts have, at the same place, is one place of the target's, and left out of the other.
        var both = String(decoding: Self.log(["/c", "/c", "/c"]), as: UTF8.self)
        let second = try #require(both.ranges(of: "http://127.0.0.1:1/c").dropFirst().first)
        both.replaceSubrange(second, with: "https://elsewhere.example/c")
        let same = try await take(test, Array(both.utf8), input)
        #expect(same.value.outcome.created == 1)
        let note = try await test.platform.scans.find(same.value.id, as: test.owner).detail
        #expect(note == "Left out: 1 finding of other hosts than the target.")
        input.takesAllHosts = true
        #expect(try await take(test, foreign, input).value.outcome.known == 1)
        #expect(try await take(test, Array(mixed.utf8), input).value.outcome == .init(created: 1, known: 1))
        // Without findings there is nothing to leave out.
        #expect(try await take(test, Self.log([]), .init(target: target.id, format: .sarif)).value.outcome == .init())
    }

    @Test func theDocumentNamesThePlaces() async throws {
        let test = try await PlatformUnderTest()
        let (target, document) = try await test.target(url: "http://127.0.0.1:1/v1")
        var input = ImportInput(target: target.id, format: .sarif)
        input.document = document.id
        _ = try await take(test, Self.log(["/v1/notes"]), input)
        #expect(try await states(test) == ["GET /notes": .new])
        input.document = .make()
        #expect(try await refusal { try await take(test, Self.log(["/v1/x"]), input) } == .notFound)
    }

    @Test func zapNucleiAndGitLabAreTakenInToo() async throws {
        let test = try await PlatformUnderTest()
        let (target, _) = try await test.target()
        let zap =
            #"{"@version": "2.17.0", "site": [{"@name": "http://127.0.0.1:1", "alerts": [{"pluginid": "40018","#
            + #""alertRef": "40018", "name": "SQL Injection", "riskcode": "3", "confidence": "2", "cweid": "89","#
            + #""instances": [{"uri": "http://127.0.0.1:1/users/7?q=1", "method": "GET", "param": "q", "attack": "'"}]}]}]}"#
        let nuclei =
            #"{"template-id": "exposed-env", "info": {"name": "Env", "severity": "high"}, "type": "http","#
            + #""matched-at": "http://127.0.0.1:1/.env"}"#
        let gitlab =
            #"{"version": "15.0.0", "vulnerabilities": [{"name": "XSS", "severity": "Medium","#
            + #""location": {"hostname": "http://127.0.0.1:1", "path": "/x", "method": "GET", "param": ""}}]}"#
        for (format, text, tool) in [
            (ImportFormat.zap, zap, "OWASP ZAP"), (.nuclei, nuclei, "nuclei"), (.gitlab, gitlab, "GitLab DAST"),
        ] {
            let made = try await take(test, Array(text.utf8), ImportInput(target: target.id, format: format))
            #expect(made.value.outcome.created == 1, "\(format)")
            #expect(try await test.platform.scans.find(made.value.id, as: test.owner).scanner == tool)
        }
        #expect(try await states(test).keys.sorted() == ["GET /.env", "GET /users/{id}", "GET /x"])
    }

    @Test func filesAreBoundedAndOthersTargetsAreNotThere() async throws {
        let test = try await PlatformUnderTest {
            $0.maximumImportBytes = 20_000
            $0.maximumImportFindings = 20
        }
        let (target, _) = try await test.target()
        let input = ImportInput(target: target.id, format: .sarif)
        let many = Self.log((0..<21).map { "/p\($0)x" })
        let said = try await message { try await take(test, many, input) }
        #expect(said == "The report has 21 findings: split it into reports of at most 20.")
        let large = many + Array(repeating: 0x20, count: 20_000)
        #expect(try await refusal { try await take(test, large, input) } == .payloadTooLarge)
        let other = try await test.otherOwner()
        #expect(
            try await refusal { try await test.platform.imports.take(Self.log(["/a"]), input, as: other) } == .notFound
        )
        for role in [Role.viewer, .auditor, .platformAdmin] {
            let principal = test.principal(role)
            #expect(
                try await refusal { try await test.platform.imports.take(Self.log(["/a"]), input, as: principal) }
                    == .forbidden
            )
        }
        _ = try await test.platform.imports.take(Self.log(["/a"]), input, as: test.principal(.ci))
        // Names of files and tools are one plain line.
        let odd = ImportInput(
            target: target.id,
            format: .sarif,
            name: "a\nb\u{1B}[31m" + String(repeating: "x", count: 200)
        )
        let made = try await take(test, Self.log(["/q"], tool: #"A\nB\u001b[31m"#), odd)
        let scan = try await test.platform.scans.find(made.value.id, as: test.owner)
        #expect(made.value.name.count == 100 && !made.value.name.contains { $0.isNewline || $0 == "\u{1B}" })
        #expect(scan.scanner == "A B [31m")
    }
}
