//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VentiKitDocker
import VentiKitZAP
import VulnerableAPIs

/// The path through a real container engine. What runs in the container is a stand-in for ZAP: see ``ZAPStandInImage``.
@Suite("A stand-in for ZAP in a container", .needsDocker, .timeLimit(.minutes(3)))
struct ZAPContainerTests {
    private func entry() throws -> CatalogueEntry { try #require(Catalogue.entries(for: "venti.sqli.error").first) }

    private func scan(
        _ api: VulnerableAPI,
        fault: String = "",
        program: ZAPProgram = .plan,
        seconds: Double = 60
    ) async throws -> ScanReport {
        let executor = try await ZAPStandInImage.executor()
        return try await withServer(api) { port in
            var request = ScanRequest(
                document: .bytes(Array(api.document.utf8), name: "openapi.yaml"),
                target: "http://127.0.0.1:\(port)\(fault.isEmpty ? "" : "/fault-\(fault)")"
            )
            request.policy.maximumSeconds = seconds
            let scanner = ZAPContainerScanner(image: ZAPStandInImage.name, program: program)
            let report = try await executor.scan(scanner, request)
            #expect(report.target == request.target)
            return report
        }
    }

    @Test func whatItFindsInTheFlawedAPIIsReportedAndNothingInTheFixedOne() async throws {
        let entry = try entry()
        for (api, expected) in [(entry.flawed, ["zap.40018 GET /articles/{articleId}"]), (entry.fixed, [])] {
            let report = try await scan(api)
            #expect(report.findings.map { "\($0.checkID) \($0.location.operationName)" } == expected)
            #expect(report.outcome == .completed, "\(report.outcomeDetail ?? "")")
            #expect(report.tool == ScanReport.Tool(name: "OWASP ZAP", version: "2.17.0"))
            #expect(report.coverage.reachedCount >= 1)
            #expect(report.coverage.operations.allSatisfy { $0.checksRun == ["zap.passive", "zap.active"] })
        }
    }

    @Test func thePackagedAPIScanFindsTheSameAndItsExitCodeIsNoFault() async throws {
        let report = try await scan(try entry().flawed, program: .apiScan)
        #expect(report.findings.map(\.checkID) == ["zap.40018"])
        #expect(report.outcome == .completed, "\(report.outcomeDetail ?? "")")
    }

    @Test func theBaselineAttacksNothing() async throws {
        let report = try await scan(try entry().flawed, program: .baseline)
        #expect(report.findings.isEmpty)
        #expect(report.outcome == .completed, "\(report.outcomeDetail ?? "")")
    }

    @Test(arguments: [
        ("bad", "exit code 1 and left no report. It says: No contexts defined"),
        ("wrecked", "exit code 3 and left no report. Its last words: java.lang.OutOfMemoryError"),
        ("missing", "exit code 0 and left no report"),
        ("half", "exit code 1: it did not do all of its work. It says: Job activeScan failed"),
        ("cut", "report is cut short"),
        ("nothing", "saw nothing of the target"),
        ("idle", "sent no attack"),
        ("killed", "killed from outside"),
    ])
    func aFaultIsSaid(fault: String, words: String) async throws {
        let report = try await scan(try entry().flawed, fault: fault)
        #expect(report.outcome == .failed)
        #expect(report.outcomeDetail?.contains(words) == true, "\(report.outcomeDetail ?? "no detail")")
    }

    @Test func aPlanThatRanOutOfTimeIsNoCompleteScan() async throws {
        let report = try await scan(try entry().flawed, fault: "late")
        #expect(report.outcome == .deadlineReached)
        #expect(report.coverage.operations.allSatisfy { !$0.checksRun.contains("zap.active") })
    }

    @Test func oneThatNeverEndsIsEnded() async throws {
        // It has three minutes more than the policy says.
        let report = try await scan(try entry().flawed, fault: "sleep", seconds: -176)
        #expect(report.outcome == .deadlineReached)
        #expect(report.outcomeDetail?.contains("did not end within its 4 seconds") == true)
    }

    @Test func itIsComparedWithWhatOurOwnChecksProve() async throws {
        let api = try entry().flawed
        let executor = try await ZAPStandInImage.executor()
        let report = try await withServer(api) { port in
            var request = ScanRequest(
                document: .bytes(Array(api.document.utf8), name: "openapi.yaml"),
                target: "http://127.0.0.1:\(port)"
            )
            request.policy.requestsPerSecond = nil
            let zap = PlacedScanner(ZAPContainerScanner(image: ZAPStandInImage.name), on: executor)
            return try await CombinedScanner(NativeScanner(), with: [zap]).scan(request)
        }
        let found = try #require(report.findings.first { $0.checkID == "zap.40018" })
        #expect(found.corroboration?.verdict == .reproduced)
        #expect(found.confidence == .confirmed)
    }
}
