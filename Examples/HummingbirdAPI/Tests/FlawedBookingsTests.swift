//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HummingbirdTesting
import Testing
import VentiKit
import VentiKitTesting

/// The service with its flaws: the scan finds them, and nothing else.
@Suite(.apiScan(Bookings.scan, over: Bookings.api(isFixed: false)))
struct FlawedBookingsTests {
    @Test func exactlyTheThreeFlawsAreFound() throws {
        let report = try APIScan.currentReport
        try report.expect(.coverage(atLeast: 0.8), .noServerErrors)
        let found = report.findings.filter { $0.severity >= .low }.map { finding in
            "\(finding.checkID.shortName) at \(finding.location.operationName): \(finding.confidence)"
        }
        #expect(
            found.sorted() == [
                "bfla.role at GET /admin/profiles: confirmed", "bola.read at GET /bookings/{bookingId}: confirmed",
                "bopla.mass-update at PATCH /me: confirmed",
            ]
        )
    }

    @Test func eachFlawIsNamed() throws {
        let report = try APIScan.currentReport
        try report.expectFinding("bola.read", on: "GET /bookings/{bookingId}")
        try report.expectFinding("bopla.mass-update", on: "PATCH /me")
        try report.expectFinding("bfla.role", on: "GET /admin/profiles")
    }

    /// Until a flaw is mended, its risk can be taken on: the test passes, and says so.
    @Test(
        .accepting("bola.read", on: "GET /bookings/{bookingId}", until: "9999-12-31", reason: "an example"),
        .accepting("bopla.mass-update", on: "PATCH /me", until: "9999-12-31", reason: "an example"),
        .accepting("bfla.role", on: "GET /admin/profiles", until: "9999-12-31", reason: "an example")
    )
    func acceptedRisksAreKnownIssues() throws {
        try APIScan.currentReport.expect(.noFindings(atOrAbove: .low))
    }
}
