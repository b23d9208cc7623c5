//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import ScannerSamples
import Testing
import VentiKit

@testable import VentiKitDocker

/// An engine that goes away in the middle of a scan: one of the test's own, so that no other test loses its.
@Suite(
    .needsDocker,
    .serialized,
    .enabled(if: PrivateEngine.canRun, "needs root and dockerd, to stop and start an engine of its own"),
    .timeLimit(.minutes(4))
)
struct EngineRestartTests {
    /// A scanner that takes this long, and does not hear that it is to stop.
    private func script(seconds: Int) -> String {
        "echo '\(Lines.started)'; echo '\(Lines.finding)'; busybox sleep \(seconds); echo '\(Lines.finished)'"
    }

    private func executor(_ engine: PrivateEngine) throws -> DockerExecutor {
        var configuration = DockerExecutor.Configuration()
        configuration.endpoint = engine.endpoint
        configuration.pullPolicy = .never
        // An engine without rights over the firewall has no other.
        configuration.network = "none"
        configuration.outageSeconds = 60
        return try DockerExecutor(configuration)
    }

    /// Scans, and stops and starts the engine after the first finding.
    private func scan(_ engine: PrivateEngine, seconds: Int) async throws -> (ScanReport, [Finding]) {
        try await DockerClient.withClient(engine.endpoint) { try await ShellImage.make(with: $0) }
        let events = EventList()
        let executor = try executor(engine)
        let report = try await executor.scan(ShellImage.scanner(script(seconds: seconds)), .sample(seconds: 120)) {
            event in
            await events.note(event)
            guard case .finding = event else { return }
            await engine.stop()
            try? await engine.start()
        }
        let left = try await DockerClient.withClient(engine.endpoint) { client in
            try await client.containers(labels: ["\(OwnerMark.managedLabel)=true"])
        }
        #expect(left.isEmpty)
        return (report, await events.findings)
    }

    @Test func whereContainersLiveOnTheScanIsComplete() async throws {
        try await PrivateEngine.with(["--live-restore"]) { engine in
            let (report, findings) = try await scan(engine, seconds: 8)
            #expect(report.outcome == .completed)
            #expect(report.findings == [Lines.flaw])
            #expect(findings == [Lines.flaw])
        }
    }

    @Test func whereContainersEndWithItTheReportSaysSo() async throws {
        try await PrivateEngine.with([]) { engine in
            let (report, findings) = try await scan(engine, seconds: 100)
            #expect(report.outcome == .failed)
            #expect(report.outcomeDetail?.contains("killed from outside") == true, "\(report.outcomeDetail ?? "")")
            #expect(report.findings == [Lines.flaw])
            #expect(findings == [Lines.flaw])
        }
    }
}
