//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKitTesting
import VulnerableAPIs

@testable import VentiKit

struct ShardedExecutorTests {
    /// What an executor finds at a new parcel service, and the events on the way.
    private func scan(_ executor: any Executor) async throws -> (report: ScanReport, events: [ScanEvent]) {
        let api = ParcelService(.vulnerable).api
        return try await withServer(api) { port in
            var request = ScanRequest(
                document: .bytes(Array(api.document.utf8), name: "\(api.name).yaml"),
                target: "http://127.0.0.1:\(port)",
                identities: api.accounts.map { Identity($0.name, username: $0.username, password: $0.password) }
            )
            request.policy.requestsPerSecond = nil
            request.policy.maximumRequests = 10_000
            request.policy.checks = ["sqli", "bola.read", "headers", "lint"]
            return try await executor.withScan(NativeScanner(), request) { events in
                var all: [ScanEvent] = []
                for try await event in events { all.append(event) }
                guard case .finished(let report)? = all.last else { throw ScanError(.invalidEncoding, "no report") }
                return (report, all)
            }
        }
    }

    @Test(.timeLimit(.minutes(3))) func thePartsFindWhatTheWholeFinds() async throws {
        let whole = try await scan(InProcessExecutor())
        let parts = try await scan(ShardedExecutor(InProcessExecutor(), shards: 4))
        #expect(parts.report.outcome == .completed)
        #expect(parts.report.findings.map(\.fingerprint) == whole.report.findings.map(\.fingerprint))
        #expect(!parts.report.findings.isEmpty)
        #expect(
            parts.report.coverage.operations.map { "\($0.operation) \($0.isReached) \($0.skippedBecause ?? "")" }
                == whole.report.coverage.operations.map { "\($0.operation) \($0.isReached) \($0.skippedBecause ?? "")" }
        )
        #expect(parts.report.identities.map(\.name) == whole.report.identities.map(\.name))
        #expect(parts.report.api == whole.report.api)
    }

    @Test(.timeLimit(.minutes(3))) func theEventsAreThoseOfOneScan() async throws {
        let events = try await scan(ShardedExecutor(InProcessExecutor(), shards: 3)).events
        guard case .started(let started)? = events.first else { return #expect(Bool(false), "no beginning") }
        #expect(started.maximumRequests == 10_000)
        var finished = 0
        var sent = 0
        var certain: Set<String> = []
        for event in events {
            switch event {
            case .finished: finished += 1
            case .progress(let progress):
                #expect((0...1).contains(progress.fraction))
                #expect(progress.requestsSent >= sent)
                sent = progress.requestsSent
            case .finding(let finding): #expect(certain.insert("\(finding.fingerprint) \(finding.confidence)").inserted)
            default: break
            }
        }
        #expect(finished == 1)
    }

    /// Runs the scans of some parts, and fails or forgets those of others.
    private struct Moody: Executor {
        let name = "moody"
        var fails: @Sendable (ScanRequest) -> Bool

        func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws {
            if fails(request) { throw ScanError(.executionFailed, "No place is left.") }
            try await InProcessExecutor().execute(scanner, request, into: events)
        }
    }

    private static let document = """
        openapi: 3.0.3
        info: {title: T, version: '1'}
        paths:
          /a: {get: {responses: {'200': {description: ok}}}}
          /b: {get: {responses: {'200': {description: ok}}}}
        """

    private func request() -> ScanRequest {
        ScanRequest(document: .bytes(Array(Self.document.utf8), name: "t.yaml"), target: "http://api.test")
    }

    /// A scanner that finds one thing in each operation that it is asked for.
    private struct Finder: APIScanner {
        let descriptor = ScannerDescriptor(id: "finder", title: "Finder", version: "1")

        func scan(_ request: ScanRequest, into events: ScanEventSink) async throws {
            let api = APISummary(
                title: "T",
                version: "1",
                documentVersion: "3.0.3",
                documentName: "t.yaml",
                operations: 2
            )
            var report = ScanReport(api: api, target: request.target, profile: .safe, startedAt: "2026-01-01T00:00:00Z")
            for operation in request.policy.includedOperations {
                let parts = operation.split(separator: " ").map(String.init)
                report.findings.append(
                    Finding(
                        checkID: "acme.x",
                        title: "X",
                        summary: "X",
                        severity: .low,
                        location: FindingLocation(method: parts[0], path: parts[1])
                    )
                )
            }
            await events.send(.finished(report))
        }
    }

    @Test func aPartThatIsLostMakesTheReportPartial() async throws {
        let moody = Moody { $0.policy.includedOperations == ["GET /b"] }
        let report = try await ShardedExecutor(moody, shards: 2).scan(Finder(), request())
        #expect(report.outcome == .failed)
        #expect(report.outcomeDetail == "1 of 2 parts of the scan have no report: No place is left.")
        #expect(report.coverage.operations.last?.skippedBecause == "its part of the scan has no report")
    }

    @Test func whereNoPartBeginsTheErrorIsThrown() async {
        let error = await #expect(throws: ScanError.self) {
            try await ShardedExecutor(Moody { _ in true }, shards: 2).scan(Finder(), request())
        }
        #expect(error?.code == .executionFailed)
    }

    @Test func theReportHasEachFindingOnce() async throws {
        let report = try await ShardedExecutor(InProcessExecutor(), shards: 2).scan(Finder(), request())
        #expect(report.outcome == .completed)
        #expect(report.findings.map(\.location.operationName) == ["GET /a", "GET /b"])
    }

    @Test func aDocumentAtAURLCannotBeSplit() async {
        var request = request()
        request.document = .url("http://api.test/openapi.json")
        let error = await #expect(throws: ScanError.self) {
            try await ShardedExecutor(InProcessExecutor(), shards: 2).scan(Finder(), request)
        }
        #expect(error?.code == .invalidArgument)
    }
}
