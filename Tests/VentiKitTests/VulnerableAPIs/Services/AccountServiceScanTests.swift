//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VulnerableAPIs

/// Scans of the services that bring their accounts along, with every profile that a user may choose.
struct AccountServiceScanTests {
    private static let services: [DemoService] = [.crm, .bank, .adminPanel]

    @Test(arguments: services, ScanPolicy.Profile.allCases)
    func aScanOfTheFixedBuildFindsNothing(_ service: DemoService, _ profile: ScanPolicy.Profile) async throws {
        let report = try await InProcessScan.run(service.make(.fixed)) { $0.profile = profile }
        #expect(report.outcome == .completed)
        #expect(report.coverage.reachedCount > 8)
        #expect(report.findings.map { "\($0.checkID) \($0.summary)" } == [])
    }
}
