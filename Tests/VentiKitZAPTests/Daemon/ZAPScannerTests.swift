//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HostileTarget
import Synchronization
import Testing
import VentiKit
import VentiKitZAP
import VulnerableAPIs

@Suite("ZAP as a daemon")
struct ZAPScannerTests {
    private static let origin = "http://api.test"

    private func request(_ api: VulnerableAPI, profile: ScanPolicy.Profile = .safe) -> ScanRequest {
        var request = ScanRequest(
            document: .bytes(Array(api.document.utf8), name: "openapi.yaml"),
            target: Self.origin
        )
        request.policy.profile = profile
        request.policy.requestsPerSecond = nil
        return request
    }

    private func configuration(_ port: Int, key: String = "k1") -> ZAPScanner.Configuration {
        var configuration = ZAPScanner.Configuration(url: "http://127.0.0.1:\(port)", apiKey: Secret(key))
        configuration.pollInterval = .milliseconds(5)
        return configuration
    }

    private func entry() throws -> CatalogueEntry { try #require(Catalogue.entries(for: "venti.sqli.error").first) }

    @Test func whatZAPFindsInTheFlawedAPIIsReportedAndNothingInTheFixedOne() async throws {
        let entry = try entry()
        for (api, expected) in [(entry.flawed, ["zap.40018 GET /articles/{articleId}"]), (entry.fixed, [])] {
            let stub = ZAPStub(target: api, origin: Self.origin)
            let report = try await withServer(stub.api) { port in
                try await ZAPScanner(configuration(port)).scan(request(api))
            }
            #expect(report.findings.map { "\($0.checkID) \($0.location.operationName)" } == expected)
            #expect(report.outcome == .completed)
            #expect(report.tool == ScanReport.Tool(name: "OWASP ZAP", version: "2.17.0"))
            #expect(report.coverage.reachedCount == 2)
            #expect(
                report.coverage.operations.allSatisfy {
                    $0.checksRun.contains("zap.active") && $0.checksRun.contains("zap.passive")
                }
            )
            // What the scan made in the daemon it takes away.
            #expect(stub.state.withLock { $0.contexts } == ["Default Context"])
            #expect(stub.state.withLock { $0.policies.isEmpty })
        }
    }

    @Test func eventsComeInOrderAndTheFindingBeforeTheEnd() async throws {
        let api = try entry().flawed
        let stub = ZAPStub(target: api, origin: Self.origin)
        let names = Mutex<[String]>([])
        try await withServer(stub.api) { port in
            try await ZAPScanner(configuration(port)).scan(
                request(api),
                into: ScanEventSink { event in
                    let name =
                        switch event {
                        case .started: "started"
                        case .finding: "finding"
                        case .finished: "finished"
                        default: ""
                        }
                    names.withLock { $0.append(name) }
                }
            )
        }
        #expect(names.withLock { $0.filter { !$0.isEmpty } } == ["started", "finding", "finished"])
    }

    @Test func theProfilePassiveAttacksNothing() async throws {
        let api = try entry().flawed
        let stub = ZAPStub(target: api, origin: Self.origin)
        let report = try await withServer(stub.api) { port in
            try await ZAPScanner(configuration(port)).scan(request(api, profile: .passive))
        }
        #expect(report.findings.isEmpty)
        #expect(!stub.calls.contains("ascan/action/scan"))
        let reasons = report.coverage.operations.flatMap(\.checksSkipped).map(\.reason)
        #expect(Set(reasons) == ["the profile attacks nothing"])
    }

    @Test func aDaemonThatIsBusyIsNotDisturbed() async throws {
        let api = try entry().flawed
        let stub = ZAPStub(target: api, origin: Self.origin)
        stub.state.withLock { $0.contexts.append("venti-scan") }
        await #expect {
            try await withServer(stub.api) { port in
                _ = try await ZAPScanner(configuration(port)).scan(request(api))
            }
        } throws: { error in
            (error as? ZAPError)?.code == .refused && "\(error)".contains("busy")
        }
        #expect(!stub.calls.contains("core/action/newSession"))
    }

    @Test func cancellingStopsTheAttackAndKeepsWhatWasFound() async throws {
        let api = try entry().flawed
        let stub = ZAPStub(target: api, origin: Self.origin, pollsPerScan: .max)
        let report = Mutex<ScanReport?>(nil)
        let (attacks, hasBegun) = AsyncStream<Void>.makeStream()
        let request = request(api)
        let sink = ScanEventSink { event in
            if case .progress(let progress) = event, progress.phase == .attack { hasBegun.yield() }
            if case .finished(let finished) = event { report.withLock { $0 = finished } }
        }
        try await withServer(stub.api) { port in
            let scanner = ZAPScanner(configuration(port))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await scanner.scan(request, into: sink) }
                for await _ in attacks { break }
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        let finished = try #require(report.withLock { $0 })
        #expect(finished.outcome == .cancelled)
        #expect(finished.findings.map(\.checkID) == ["zap.40018"])
        #expect(stub.state.withLock { $0.scans.allSatisfy { $0.state == "FINISHED" } })
        #expect(stub.state.withLock { $0.contexts } == ["Default Context"])
        // A stopped attack is none that came to its end.
        #expect(finished.coverage.operations.allSatisfy { !$0.checksRun.contains("zap.active") })
    }

    @Test func aDeadlineEndsAnAttackThatNeverDoes() async throws {
        let api = try entry().flawed
        let stub = ZAPStub(target: api, origin: Self.origin, pollsPerScan: .max)
        var request = request(api)
        request.policy.maximumSeconds = 1
        let report = try await withServer(stub.api) { [request] port in
            try await ZAPScanner(configuration(port)).scan(request)
        }
        #expect(report.outcome == .deadlineReached)
        #expect(report.findings.count == 1)
        #expect(stub.calls.contains("ascan/action/stop"))
    }

    @Test func theRateBecomesADelay() async throws {
        let api = try entry().fixed
        let stub = ZAPStub(target: api, origin: Self.origin)
        var request = request(api)
        request.policy.requestsPerSecond = 50
        _ = try await withServer(stub.api) { [request] port in
            try await ZAPScanner(configuration(port)).scan(request)
        }
        #expect(stub.state.withLock { $0.delay } == "20")
    }

    @Test func aKeyThatIsRefusedIsNamed() async throws {
        let api = try entry().fixed
        let stub = ZAPStub(target: api, origin: Self.origin)
        await #expect {
            try await withServer(stub.api) { port in
                _ = try await ZAPScanner(configuration(port, key: "wrong")).scan(request(api))
            }
        } throws: { error in
            (error as? ZAPError)?.code == .refused && "\(error)".contains("bad_api_key")
                && !"\(error)".contains("wrong ")
        }
    }

    @Test func aConnectionThatIsClosedWithoutAWordIsProbablyTheKey() async throws {
        let api = try entry().fixed
        let mode = try #require(HostileMode.all.first { $0.name == "close-at-once" })
        await #expect {
            try await withHostileServer([mode]) { server in
                let configuration = ZAPScanner.Configuration(url: server.url(of: mode), apiKey: Secret("x"))
                _ = try await ZAPScanner(configuration).scan(request(api))
            }
        } throws: { error in
            (error as? ZAPError)?.code == .unreachable && "\(error)".contains("API key is wrong or missing")
        }
    }

    @Test func nothingThereIsNamed() async throws {
        let api = try entry().fixed
        await #expect {
            _ = try await ZAPScanner(.init(url: "http://127.0.0.1:1")).scan(request(api))
        } throws: { error in
            (error as? ZAPError)?.code == .unreachable && "\(error)".contains("zap.sh -daemon")
        }
    }
}
