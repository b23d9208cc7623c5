//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit
import VentiStore

@testable import VentiService

@Suite struct CredentialVaultTests {
    private static let alice = IdentityInput(name: "alice", kind: .bearer, secret: "s3cret-of-alice")

    @Test func whatIsStoredHoldsNoSecretAndOpensForItsTargetOnly() async throws {
        let test = try await PlatformUnderTest()
        let (target, _) = try await test.target()
        let changed = try await test.platform.targets.setIdentities([Self.alice], of: target.id, as: test.owner)
        #expect(changed.identities == ["alice"])
        let stored = try #require(
            try await test.store.read(test.owner.scope) { try $0.find(TargetCredentials.self, target.id) }
        )
        #expect(!String(decoding: stored.sealed, as: UTF8.self).contains("s3cret"))
        let vault = CredentialVault(keys: test.platform.core.keys)
        #expect(try vault.open(stored) == [Self.alice])
        var moved = stored
        moved.id = .make()
        #expect(throws: ServiceError.self) { try vault.open(moved) }
        moved = stored
        moved.tenant = .make()
        #expect(throws: ServiceError.self) { try vault.open(moved) }
        moved = stored
        moved.sealed[moved.sealed.count - 1] ^= 1
        #expect(throws: ServiceError.self) { try vault.open(moved) }
        #expect(throws: ServiceError.self) { try CredentialVault(keys: PlatformKeys()).open(stored) }
    }

    @Test func aNewMasterKeySealsAnewAndTheOldOneStillOpens() async throws {
        let keys = PlatformKeys()
        let test = try await PlatformUnderTest(keys: keys)
        let (target, _) = try await test.target()
        _ = try await test.platform.targets.setIdentities([Self.alice], of: target.id, as: test.owner)
        let rotated = try PlatformKeys(encoded: keys.rotated().encoded())
        let after = try await PlatformUnderTest.reopened(test, rotated)
        #expect(try await after.targets.resealAll() == 1)
        #expect(try await after.targets.resealAll() == 0)
        let stored = try #require(
            try await test.store.read(test.owner.scope) { try $0.find(TargetCredentials.self, target.id) }
        )
        #expect(stored.key == "k2")
        #expect(try CredentialVault(keys: rotated).open(stored) == [Self.alice])
        #expect(throws: ServiceError.self) { try CredentialVault(keys: keys).open(stored) }
    }

    @Test func anotherURLLosesTheCredentialsOfTheOldOne() async throws {
        let test = try await PlatformUnderTest()
        let (target, _) = try await test.target()
        _ = try await test.platform.targets.setIdentities([Self.alice], of: target.id, as: test.owner)
        let moved = try await test.platform.targets.change(
            target.id,
            to: .init(name: "T", url: "http://127.0.0.1:2"),
            as: test.owner
        )
        #expect(moved.identities.isEmpty)
        #expect(try await test.store.read(test.owner.scope) { try $0.find(TargetCredentials.self, target.id) } == nil)
    }

    @Test(arguments: [
        IdentityInput(name: "", kind: .bearer, secret: "x"), IdentityInput(name: "a b", kind: .bearer, secret: "x"),
        IdentityInput(name: "a", kind: .bearer, secret: ""),
        IdentityInput(name: "a", kind: .bearer, secret: "x\r\nHost: y"),
        IdentityInput(name: "a", kind: .basic, key: "", secret: "x"),
        IdentityInput(name: "a", kind: .cookie, key: "a\nb", secret: "x"),
    ])
    func whatIsNoIdentityIsRefused(_ input: IdentityInput) {
        #expect(throws: ServiceError.self) { try input.check("/identities/0") }
    }

    @Test func aDamagedKeyFileIsRefused() throws {
        for text in ["", "{}", #"{"current":"k1","keys":{}}"#, #"{"current":"k1","keys":{"k1":"AAAA"}}"#] {
            #expect(throws: ServiceError.self) { try PlatformKeys(encoded: Data(text.utf8)) }
        }
    }
}

extension PlatformUnderTest {
    /// A platform over the same store with other keys.
    static func reopened(_ test: PlatformUnderTest, _ keys: PlatformKeys) async throws -> Platform {
        Platform(Platform.Parts(store: test.store, keys: keys, signingKeys: { SigningKeys() }))
    }
}
