//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing
import VentiKit
import VentiKitZAP
import VulnerableAPIs

@Suite("ZAP beside VentiKit's own scanner")
struct CombinedScanTests {
    private func report(_ api: VulnerableAPI, zapPort: Int) async throws -> ScanReport {
        var request = ScanRequest(document: .bytes(Array(api.document.utf8), name: "a.yaml"), target: "http://api.test")
        request.policy.requestsPerSecond = nil
        var native = NativeScanner.Configuration()
        let handler = api.handler
        native.transport = InProcessTransport(target: try TargetURL("http://api.test")) { await handler($0, $1) }
        var zap = ZAPScanner.Configuration(url: "http://127.0.0.1:\(zapPort)", apiKey: Secret("k1"))
        zap.pollInterval = .milliseconds(5)
        return try await CombinedScanner(NativeScanner(native), with: [ZAPScanner(zap)]).scan(request)
    }

    @Test func whatBothFindIsConfirmed() async throws {
        let api = try #require(Catalogue.entries(for: "venti.sqli.error").first).flawed
        let stub = ZAPStub(target: api, origin: "http://api.test")
        let report = try await withServer(stub.api) { try await report(api, zapPort: $0) }
        let ids = report.findings.map(\.checkID)
        #expect(ids.contains("venti.sqli.error") && ids.contains("zap.40018"))
        let found = try #require(report.findings.first { $0.checkID == "zap.40018" })
        #expect(found.confidence == .confirmed)
        #expect(found.corroboration?.verdict == .reproduced)
        #expect(report.coverage.operations.contains { $0.checksRun.contains("zap.active") })
        #expect(report.outcome == .completed)
    }

    @Test func whatOurChecksDoNotFindIsMarkedAndFailsNothing() async throws {
        let api = try #require(Catalogue.entries(for: "venti.sqli.error").first).fixed
        let stub = ZAPStub(target: api, origin: "http://api.test")
        // A tool that is wrong: it takes the echo of the quote for an error of the database.
        stub.state.withLock {
            $0.falseAlarm =
                #"{"pluginId":"40018","name":"SQL Injection","risk":"High","confidence":"High","cweid":"89","#
                + #""url":"http://api.test/articles/2","method":"GET","attack":"'","evidence":"near"}"#
        }
        let report = try await withServer(stub.api) { try await report(api, zapPort: $0) }
        let found = try #require(report.findings.first { $0.checkID == "zap.40018" })
        #expect(found.corroboration?.verdict == .notReproduced)
        #expect(found.confidence == .tentative)
        #expect(report.gate(failOn: .high).passes)
    }

    @Test func aZAPThatIsNotThereCostsNothingThatWasFound() async throws {
        let api = try #require(Catalogue.entries(for: "venti.sqli.error").first).flawed
        let report = try await report(api, zapPort: 1)
        #expect(report.findings.contains { $0.checkID == "venti.sqli.error" })
        #expect(report.outcome == .failed)
        #expect(report.outcomeDetail?.contains("OWASP ZAP did not scan") == true)
    }
}
