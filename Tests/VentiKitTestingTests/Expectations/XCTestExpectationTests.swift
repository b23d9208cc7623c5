//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiKitTesting
import XCTest

/// What a test of XCTest gets, which need not import Testing.
final class XCTestExpectationTests: XCTestCase {
    func testAFindingThrows() throws {
        let report = Sample.report([Sample.finding(), Sample.finding("venti.cors", .low)])
        XCTAssertThrowsError(try report.require(.noFindings(atOrAbove: .high))) { error in
            let failure = error as? ExpectationFailure
            XCTAssertEqual(failure?.issues.count, 1)
            XCTAssertTrue("\(error)".contains("curl -sS"), "\(error)")
        }
    }

    func testAReportThatMeetsTheExpectationsDoesNotThrow() throws {
        XCTAssertNoThrow(try Sample.report([Sample.finding("venti.cors", .low)]).require(.noFindings(atOrAbove: .high)))
    }

    func testIssuesAreValues() throws {
        let failures = Sample.report([Sample.finding()]).issues(.noFindings()).filter(\.isFailure)
        XCTAssertEqual(failures.map(\.finding?.checkID), ["venti.bola.read"])
    }
}
