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

/// Files that are hostile, and files that tools have written.
@Suite(.timeLimit(.minutes(3))) struct ImportedFileTests {
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

    @Test(arguments: [
        (ImportFormat.sarif, "", "The file is no SARIF 2.1.0 report at /, line 1, column 1: the file is empty."),
        (
            .sarif, #"{"version": "2.1.0", "runs": [{"tool": {}, "results": [3]}]}"#,
            "The file is no SARIF 2.1.0 report at /runs/0/results/0, line 1, column 56: here stands a number, and an object "
                + "has to."
        ),
        (.zap, "{}", "The file is no ZAP, JSON report at /, line 1, column 3: site is missing."),
        (
            .zap, #"{"site": [{"alerts": [{"name": "\uD800"#,
            "The file is no ZAP, JSON report at /site/0/alerts/0/name, line 1, column 39: the file ends in the middle of a "
                + "text."
        ),
        (
            .nuclei, "{}\n{]\n",
            "The file is no nuclei, JSON lines report at /, line 2, column 2: a name has to stand here."
        ),
        (.nuclei, "{}", "This is no report of nuclei's: no line has a template-id. Make one with nuclei -jsonl."),
        (
            .gitlab, #"{"vulnerabilities": 1}"#,
            "The file is no GitLab DAST report at /vulnerabilities, line 1, column 21: here "
                + "stands a number, and a list has to."
        ),
    ])
    func aHostileFileIsOneClearErrorAndChangesNothing(format: ImportFormat, text: String, expected: String) async throws
    {
        let test = try await PlatformUnderTest()
        let (target, _) = try await test.target()
        let said = try await message {
            try await take(test, Array(text.utf8), .init(target: target.id, format: format))
        }
        #expect(said == expected)
        #expect(try await test.platform.scans.list(as: test.owner).total == 0)
    }

    /// Reports that ZAP has written for other people.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: ZAPReports.folder)))
    func realReportsOfZAPAreTakenInOnce() async throws {
        let test = try await PlatformUnderTest()
        let files = try FileManager.default.contentsOfDirectory(atPath: ZAPReports.folder).filter {
            $0.hasSuffix(".json")
        }
        try #require(files.count > 10)
        var total = 0
        for file in files.sorted() {
            let (target, _) = try await test.target()
            let bytes = Array(try #require(FileManager.default.contents(atPath: ZAPReports.folder + "/" + file)))
            var input = ImportInput(target: target.id, format: .zap, name: file)
            input.takesAllHosts = true
            let made = try await take(test, bytes, input)
            let found = try await test.platform.findings.list(.init(target: target.id), as: test.owner)
            #expect(made.value.outcome.created == found.total && found.total > 0, "\(file)")
            #expect(try await take(test, bytes, input).isReplayed, "\(file)")
            total += found.total
        }
        #expect(total > 100)
    }
}

/// Where real reports of ZAP's are, where they are.
private enum ZAPReports {
    static let folder = ProcessInfo.processInfo.environment["VENTIKIT_ZAP_REPORTS"].map { $0 + "/reports" } ?? ""
}
