//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VulnerableAPIs

/// Scans of the services that bring their accounts along.
struct AccountServiceScanTests {
    private static let services: [DemoService] = [.crm, .bank, .adminPanel]

    @Test(arguments: services)
    func aScanOfTheFixedBuildFindsNothing(_ service: DemoService) async throws {
        let report = try await InProcessScan.run(service.make(.fixed)) { policy in
            policy.profile = .dangerous
            policy.maximumRequests = 20_000
        }
        #expect(report.outcome == .completed)
        #expect(report.coverage.reachedCount >= 10)
        #expect(report.findings.map { "\($0.checkID) \($0.summary)" } == [])
    }

    @Test(arguments: services)
    func aScanOfTheFlawedBuildFindsNothingThatIsNotKnown(_ service: DemoService) async throws {
        let report = try await InProcessScan.run(service.make(.flawed)) { policy in
            policy.profile = .dangerous
            policy.maximumRequests = 20_000
            // It takes every password from whoever has a session, and then the scan could not sign in again.
            policy.excludedOperations = ["POST /password"]
        }
        #expect(report.outcome == .completed)
        let known = Set(service.groundTruth.map { "\($0.checkID) \($0.operation)" })
        // A finding is known where one of the places that it affects is.
        let unknown = report.findings.filter { finding in
            let places = [finding.location.operationName] + finding.affectedOperations
            return known.isDisjoint(with: places.map { "\(finding.checkID) \($0)" })
        }
        #expect(unknown.map { "\($0.checkID) \($0.location.operationName)" } == [])
    }
}
