//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VulnerableAPIs

/// Scans of the demo services with all checks.
@Suite(.serialized)
struct DemoServiceScanTests {
    @Test(arguments: DemoService.all)
    func aFixedServiceIsSilent(_ service: DemoService) async throws {
        let report = try await ServiceScans.shared.report(of: service, .fixed)
        #expect(report.outcome == .completed)
        #expect(report.coverage.reachedCount >= 7)
        #expect(report.findings.map { "\($0.checkID) \($0.summary)" } == [])
    }

    @Test(arguments: DemoService.all)
    func aFlawedServiceShowsNothingThatIsNotKnown(_ service: DemoService) async throws {
        let report = try await ServiceScans.shared.report(of: service, .flawed)
        #expect(report.outcome == .completed)
        let known = Set(service.groundTruth.map { "\($0.checkID) \($0.operation)" })
        // A finding is known where one of the places that it affects is.
        let unknown = report.findings.filter { finding in
            let places = [finding.location.operationName] + finding.affectedOperations
            return known.isDisjoint(with: places.map { "\(finding.checkID) \($0)" })
        }
        #expect(unknown.map { "\($0.checkID) \($0.location.operationName)" } == [])
        #expect(report.findings.allSatisfy { $0.confidence == .confirmed })
    }
}
