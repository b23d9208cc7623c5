//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if os(Linux)
import Foundation
import Testing
import VentiKit
import VentiKitTesting

/// Whether this process is the one that the test below starts.
private let isInner = ProcessInfo.processInfo.environment["VENTIKIT_SAMPLE_FAILURES"] != nil

/// Fails on purpose, in a process of its own.
@Suite(.enabled(if: isInner))
struct SampleFailures {
    /// Where the expectation below is.
    static let line = #line + 5

    @Test(.accepting("sqli", on: "GET /notes/{id}", until: "9999-12-31", reason: "mended in 2.1"))
    func threeFindings() throws {
        let findings = [Sample.finding(), Sample.finding("venti.sqli.error"), Sample.finding("venti.cors", .low)]
        try Sample.report(findings).expect(.noFindings(atOrAbove: .high))
    }
}

/// What a person reads when a test with a scan fails.
struct RunOutputTests {
    @Test(.disabled(if: isInner), .timeLimit(.minutes(2)))
    func aFindingAnAcceptedRiskAndAWarningAreToldApart() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "venti-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "--testing-library", "swift-testing", "--filter", "SampleFailures", "--attachments-path", folder.path(),
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(["VENTIKIT_SAMPLE_FAILURES": "1"]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()

        #expect(process.terminationStatus != 0, "\(text)")
        let place = "RunOutputTests.swift:\(SampleFailures.line)"
        #expect(text.contains("recorded an issue at \(place)"), "\(text)")
        #expect(text.contains("recorded a known issue at \(place)"), "\(text)")
        #expect(text.contains("accepted until 9999-12-31: mended in 2.1"), "\(text)")
        #if compiler(>=6.3)
        #expect(text.contains("recorded a warning at \(place)"), "\(text)")
        #endif
        #expect(text.contains("fix: Compare the note's owner with the caller."), "\(text)")
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
        #expect(kept == ["findings.json", "report.html", "results.sarif"])
    }
}
#endif
