//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct RoleRankTests {
    @Test(arguments: [
        "admin", "site-admin", "Administrator", "root", "superuser", "owner", "manager", "staff", "moderators",
    ])
    func someNamesMeanMoreThanAUser(role: String) throws {
        #expect(try #require(RoleRank.rank(of: role)) > 0)
    }

    @Test(arguments: ["user", "agent", "customer", "non-admin", "notAdmin", "x"])
    func allOthersDoNot(role: String) {
        #expect(RoleRank.rank(of: role) == 0)
    }

    @Test func withoutANameThereIsNoRank() {
        #expect(RoleRank.rank(of: nil) == nil)
    }

    @Test func anAdministratorIsAboveAManagerAndAManagerAboveStaff() throws {
        let ranks = ["root", "admin", "manager", "staff", "user"].compactMap { RoleRank.rank(of: $0) }
        #expect(ranks == ranks.sorted(by: >) && Set(ranks).count == 5)
    }
}
