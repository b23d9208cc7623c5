//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HummingbirdTesting
import VentiKit
import VentiKitTesting
import XCTest

@testable import HummingbirdAPI

/// The same with XCTest: `require` throws what is wrong.
final class BookingsXCTests: XCTestCase {
    func testTheMendedServiceHasNoFlaw() async throws {
        let report = try await Bookings.scan.run(over: Bookings.api(isFixed: true))
        try report.require(.noFindings(atOrAbove: .medium), .noServerErrors)
    }

    func testTheFlawedServiceIsFoundOut() async throws {
        let report = try await Bookings.scan.run(over: Bookings.api(isFixed: false))
        XCTAssertThrowsError(try report.require(.noFindings(atOrAbove: .high))) { error in
            XCTAssertTrue("\(error)".contains("bola.read · GET /bookings/{bookingId}"), "\(error)")
        }
        // One failure for each finding, where that is preferred:
        for issue in report.issues(.noFindings(atOrAbove: .critical)) where issue.severity == .warning {
            XCTAssertNotNil(issue.finding, issue.text)
        }
    }

    /// Over a port of this machine, as any other client would.
    func testTheServiceCanBeScannedOverTheNetwork() async throws {
        let app = bookingApplication(users: Bookings.users, isFixed: true, port: 0)
        var scan = Bookings.scan
        scan.policy.profile = .safe
        let report = try await scan.run(
            over: .liveServer { scan in
                try await app.test(.live) { client in
                    try await scan(.live(url: "http://127.0.0.1:\(client.port ?? 0)"))
                }
            }
        )
        try report.require(.noFindings(atOrAbove: .low), .noServerErrors)
    }
}
