//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiStore

@testable import VentiService

@Suite struct APIKeyTests {
    @Test func aKeyIsShownOnceAndStoredAsACode() async throws {
        let test = try await PlatformUnderTest()
        let made = try await test.platform.identity.makeKey(name: "ci", role: .ci, days: 30, as: test.owner)
        let principal = try await test.platform.identity.principal(bearer: made.text)
        #expect(principal.kind == .apiKey && principal.roles == [.ci] && principal.scope == test.owner.scope)
        let secret = try #require(APIKeyText(made.text)).secret
        let stored = try await test.store.readPlatform { try $0.listAll(RecordQuery<APIKey>()) }
        #expect(stored.count == 1 && stored.allSatisfy { !"\($0)".contains(secret) })
        test.clock.advance(31 * 86_400)
        test.platform.core.cache.clear()
        #expect(try await refusal { try await test.platform.identity.principal(bearer: made.text) } == .unauthenticated)
    }

    @Test func aRevokedKeyIsRefused() async throws {
        let test = try await PlatformUnderTest()
        let made = try await test.platform.identity.makeKey(name: "ci", role: .ci, days: nil, as: test.owner)
        _ = try await test.platform.identity.principal(bearer: made.text)
        try await test.platform.identity.revokeKey(made.key.id, as: test.owner)
        #expect(try await refusal { try await test.platform.identity.principal(bearer: made.text) } == .unauthenticated)
        #expect(try await test.platform.identity.keys(as: test.owner).items.isEmpty)
    }

    @Test func theChecksumFindsWhatIsNoKeyWithoutAskingAnybody() throws {
        let text = APIKeyText.make().text
        #expect(text.utf8.count == 67)
        #expect(APIKeyText(text)?.text == text)
        var units = Array(text)
        units[20] = units[20] == "a" ? "b" : "a"
        #expect(APIKeyText(String(units)) == nil)
        #expect(APIKeyText(String(text.dropLast())) == nil)
        #expect(APIKeyText("vk_live_" + String(repeating: "_", count: 59)) == nil)
        #expect(APIKeyText.checksum("123456789") != APIKeyText.checksum("123456780"))
    }

    /// Nobody gives away more than he has.
    @Test(arguments: Role.allCases)
    func aRoleGrantsNoMoreThanItAllows(_ role: Role) async throws {
        for granted in PolicyTable.grantable(by: role) {
            #expect(PolicyTable.permissions(of: granted).isSubset(of: PolicyTable.permissions(of: role)))
            #expect(granted != .platformAdmin)
        }
        let test = try await PlatformUnderTest()
        let code = try await refusal {
            try await test.platform.identity.makeKey(name: "k", role: .owner, days: 1, as: test.principal(role))
        }
        #expect(code == (role == .owner ? nil : .forbidden))
    }

    @Test func whoIsDismissedKeepsNoKeys() async throws {
        let test = try await PlatformUnderTest()
        let identity = test.platform.identity
        let made = try await identity.invite(email: "b@example.com", name: "B", role: .admin, as: test.owner)
        let admin = IdentityService.principal(made.member, RecordID.make())
        let strong = try await identity.makeKey(name: "strong", role: .admin, days: nil, as: admin)
        let weak = try await identity.makeKey(name: "weak", role: .ci, days: nil, as: admin)
        _ = try await identity.changeMember(made.member.id, role: .developer, isDisabled: nil, as: test.owner)
        #expect(try await refusal { try await identity.principal(bearer: strong.text) } == .unauthenticated)
        #expect(try await refusal { try await identity.principal(bearer: weak.text) } == nil)
        _ = try await identity.changeMember(made.member.id, role: nil, isDisabled: true, as: test.owner)
        #expect(try await refusal { try await identity.principal(bearer: weak.text) } == .unauthenticated)
    }

    @Test func theLastOwnerStays() async throws {
        let test = try await PlatformUnderTest()
        let identity = test.platform.identity
        let code = try await refusal {
            try await identity.changeMember(test.owner.id, role: .viewer, isDisabled: nil, as: test.owner)
        }
        #expect(code == .conflict)
        let second = try await identity.invite(email: "b@example.com", name: "B", role: .owner, as: test.owner)
        _ = try await identity.changeMember(test.owner.id, role: .viewer, isDisabled: nil, as: test.owner)
        #expect(
            try await refusal {
                try await identity.changeMember(second.member.id, role: nil, isDisabled: true, as: test.owner)
            } == .conflict
        )
    }
}
