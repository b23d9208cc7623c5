//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct PropertyKindTests {
    @Test(arguments: ["role", "isAdmin", "is_admin", "admin", "roles", "permissions", "userType", "is_staff"])
    func rightsAreKnownByTheirNames(name: String) { #expect(PropertyKind(name) == .privilege) }

    @Test(arguments: ["balance", "creditCents", "totalCents", "price", "paid", "discount", "salary"])
    func moneyIsKnownByItsNames(name: String) { #expect(PropertyKind(name) == .money) }

    @Test(arguments: ["ownerId", "owner", "user_id", "createdBy", "tenantId", "authorUuid"])
    func ownersAreKnownByTheirNames(name: String) { #expect(PropertyKind(name) == .ownership) }

    @Test(arguments: ["status", "verified", "isVerified", "approved", "state"])
    func statesAreKnownByTheirNames(name: String) { #expect(PropertyKind(name) == .state) }

    @Test(arguments: ["createdAt", "updated_at", "likes", "viewCount", "rating"])
    func recordsAreKnownByTheirNames(name: String) { #expect(PropertyKind(name) == .record) }

    @Test(arguments: ["title", "userName", "company_description", "statement", "colour", "paragraph"])
    func ordinaryNamesAreNothingOfTheKind(name: String) { #expect(PropertyKind(name) == .other) }

    @Test func whatSomebodyMayDoWeighsMost() {
        #expect(PropertyKind.privilege.severity == .critical)
        #expect([PropertyKind.other, .privilege, .state].max() == .privilege)
        #expect(PropertyKind.other.severity == .low)
    }
}
