//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct IdentifierPatternTests {
    @Test(arguments: [["7", "8", "9", "10"], ["100", "105", "106", "120"]])
    func countedNumbersAreASequence(_ ids: [String]) {
        #expect(PredictableIdentifierCheck.pattern(of: ids) == .sequence)
    }

    @Test(arguments: [
        ["7", "9000", "12"], ["9", "8", "7"], ["a1", "b7", "c2"], ["5", "5", "5"], ["1", "2"],
        [
            "0b0e1d0a-2f7c-4b1e-9d55-3f1f5b0c0001", "7c9e6679-7425-40de-944b-e07fc1f90ae7",
            "9f8b1a52-1111-4c3d-8e9f-aaaaaaaaaaaa",
        ],
    ])
    func othersAreNone(_ ids: [String]) {
        #expect(PredictableIdentifierCheck.pattern(of: ids) == nil)
    }

    @Test func theTimeGivesIdsAway() {
        let versionOne = ["a0e1", "a0e2", "a0e3"].map { "\($0)0000-5d3c-11ee-8c99-0242ac120002" }
        #expect(PredictableIdentifierCheck.pattern(of: versionOne) == .time)
        let objectIDs = ["01", "02", "03"].map { "65a1b2c3d4e5f607080910\($0)" }
        #expect(PredictableIdentifierCheck.pattern(of: objectIDs) == .time)
    }

    @Test(arguments: [
        ("17", FreshValue.Kind.digits), ("7c9e6679-7425-40de-944b-e07fc1f90ae7", .uuid), ("the-tide", .marker),
    ])
    func aMissingIdHasTheFormOfTheOthers(_ id: String, _ kind: FreshValue.Kind) {
        #expect(ExistenceOracleCheck.kind(of: id) == kind)
    }
}
