//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct CheckSelectionTests {
    private func select(
        _ names: [String] = [],
        skipping: [String] = [],
        profile: ScanPolicy.Profile = .safe
    ) throws -> [String] {
        var policy = ScanPolicy()
        policy.checks = names
        policy.skippedChecks = skipping
        policy.profile = profile
        return try CheckSelection(policy).select(from: .default).map(\.metadata.id.rawValue)
    }

    @Test(arguments: ["venti.sqli.error", "sqli.error", "SQLi.Error"])
    func anIdIsWrittenInFullOrShort(name: String) throws {
        #expect(try select([name]) == ["venti.sqli.error"])
    }

    @Test func aPrefixThatEndsAtADotIsAGroup() throws {
        #expect(try select(["sqli"]) == ["venti.sqli.boolean", "venti.sqli.error", "venti.sqli.time"])
        #expect(throws: ScanError.self) { try select(["sql"]) }
    }

    @Test func aFamilyIsWrittenAsItsNumber() throws {
        let all = CheckSet.default.checks.filter {
            $0.metadata.category?.family == "api2" && $0.metadata.profile <= .safe
        }
        #expect(try select(["api2"]) == all.map(\.metadata.id.rawValue))
        #expect(!all.isEmpty)
    }

    @Test func whatIsSkippedStaysOut() throws {
        #expect(try select(["sqli"], skipping: ["sqli.time"]) == ["venti.sqli.boolean", "venti.sqli.error"])
        #expect(try select(skipping: ["venti"]).isEmpty)
    }

    @Test func aProfileRunsNothingAboveIt() throws {
        let passive = try select(profile: .passive)
        #expect(!passive.isEmpty)
        #expect(!passive.contains("venti.sqli.error"))
    }

    @Test(arguments: ["sqli.eror", "", "api99", "venti."])
    func anUnknownNameIsNamed(name: String) throws {
        let error = #expect(throws: ScanError.self) { try select([name]) }
        #expect(error?.code == .unknownCheck)
        #expect(error?.message == "There is no check or family \"\(name)\"; `venti checks` lists them.")
        #expect(throws: ScanError.self) { try select(skipping: [name]) }
    }
}
