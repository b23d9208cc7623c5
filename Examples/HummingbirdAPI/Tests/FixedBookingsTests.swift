//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit
import VentiKitTesting

/// The service with its flaws mended: one test for each operation, and none fails.
@Suite(.apiScan(Bookings.scan, over: Bookings.api(isFixed: true)))
struct FixedBookingsTests {
    @Test(arguments: try Bookings.scan.operations())
    func hasNoFindings(operation: ScannedOperation) throws {
        try operation.expectNoFindings(atOrAbove: .low)
    }

    @Test func isClean() throws {
        let report = try APIScan.currentReport
        try report.expect(.noFindings(atOrAbove: .low), .coverage(atLeast: 0.8), .noServerErrors)
        #expect(report.findings.filter { $0.severity >= .low } == [])
    }
}
