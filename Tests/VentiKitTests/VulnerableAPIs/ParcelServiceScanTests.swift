//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VulnerableAPIs

struct ParcelServiceScanTests {
    @Test func aScanFindsWhatIsKnownToBeThere() async throws {
        let report = try await InProcessScan.run(ParcelService(.vulnerable).api)
        #expect(report.outcome == .completed)
        for truth in ParcelService.groundTruth {
            let findings = report.findings.filter { $0.checkID.rawValue == truth.checkID }
            #expect(
                findings.contains { finding in
                    truth.operation == "*" || finding.location.operationName == truth.operation
                        || finding.affectedOperations.contains(truth.operation)
                },
                "\(truth.checkID) \(truth.operation)"
            )
        }
    }

    @Test func aScanOfTheSecureBuildFindsNothing() async throws {
        let report = try await InProcessScan.run(ParcelService(.secure).api)
        #expect(report.outcome == .completed)
        // All that the profile `safe` calls; the login is reached by its users.
        #expect(report.coverage.reachedCount == 12)
        #expect(report.findings.map { "\($0.checkID) \($0.summary)" } == [])
    }
}
