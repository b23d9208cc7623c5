//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HostileTarget
import Testing
import VentiKit

/// Scans of an API of which every operation is hostile, and one is not.
@Suite(.timeLimit(.minutes(3)))
struct HostileScanTests {
    private static let modes = HostileMode.all.filter { $0.door == .shared }

    private func scan(_ profile: ScanPolicy.Profile, of modes: [HostileMode]) async throws -> ScanReport {
        try await withHostileServer(modes) { server in
            var configuration = NativeScanner.Configuration()
            configuration.limits.exchangeTimeout = .seconds(2)
            var policy = ScanPolicy()
            policy.profile = profile
            policy.requestsPerSecond = nil
            policy.maximumSeconds = 120
            let request = ScanRequest(
                document: .bytes(Array(HostileDocument.text(for: modes).utf8), name: "hostile.json"),
                target: server.origin,
                policy: policy
            )
            return try await NativeScanner(configuration).scan(request)
        }
    }

    @Test func aPassiveScanRecordsAnOutcomeForEveryOperation() async throws {
        let report = try await scan(.passive, of: Self.modes)
        #expect(report.outcome == .completed)
        let coverage = Dictionary(uniqueKeysWithValues: report.coverage.operations.map { ($0.operation, $0) })
        #expect(coverage.count == Self.modes.count + 1)
        #expect(coverage["GET \(HostileDocument.healthyPath)"]?.isReached == true)
        for mode in Self.modes {
            let operation = try #require(coverage[HostileDocument.operation(of: mode)])
            #expect(operation.attempts.count == 1, "\(mode): \(operation.skippedBecause ?? "")")
            let outcome = operation.attempts.first?.outcome.description ?? ""
            #expect(mode.outcomes.contains(outcome), "\(mode): \(outcome)")
        }
    }

    @Test func aSafeScanEndsAndReachesWhatIsHealthy() async throws {
        // Those that last as long as they are let would only be waited for again and again.
        let modes = Self.modes.filter { !$0.neverEnds }
        let report = try await scan(.safe, of: modes)
        #expect(report.outcome == .completed, "\(report.outcomeDetail ?? "")")
        let healthy = report.coverage.operations.first { $0.operation == "GET \(HostileDocument.healthyPath)" }
        #expect(healthy?.isReached == true)
        #expect(report.coverage.operations.allSatisfy { $0.attempts.first?.outcome != .unknown })
    }
}
