//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiStore

@testable import VentiService

@Suite struct SignInTests {
    private func tokens(_ test: PlatformUnderTest) async throws -> IdentityService.Tokens {
        try await test.platform.identity.signIn(.init(email: "Admin@localhost", password: test.password))
    }

    @Test func theFirstPasswordSignsInAndIsStoredNowhere() async throws {
        let test = try await PlatformUnderTest()
        let tokens = try await tokens(test)
        let principal = try await test.platform.identity.principal(bearer: tokens.access)
        #expect(principal.roles == [.owner, .platformAdmin])
        #expect(principal.usesInitialPassword)
        let stored = try await test.store.readPlatform { try $0.listAll(RecordQuery<MemberPassword>()) }
        #expect(stored.count == 1 && stored.allSatisfy { !$0.hash.contains(test.password) })
        #expect(try await test.platform.identity.setUp() == nil)
    }

    @Test func aWrongPasswordIsRefusedAndGuessingIsSlowedDown() async throws {
        let test = try await PlatformUnderTest()
        func attempt(_ password: String, from address: String) async throws -> ServiceError.Code? {
            try await refusal {
                try await test.platform.identity.signIn(
                    .init(email: "admin@localhost", password: password, address: address)
                )
            }
        }
        for _ in 0..<5 { #expect(try await attempt("wrong wrong wrong", from: "192.0.2.1") == .unauthenticated) }
        #expect(try await attempt(test.password, from: "192.0.2.1") == .rateLimited)
        // Whoever guesses slows down himself, and nobody else.
        #expect(try await attempt(test.password, from: "192.0.2.2") == nil)
        test.clock.advance(3_600)
        #expect(try await attempt(test.password, from: "192.0.2.1") == nil)
        #expect(
            try await refusal { try await test.platform.identity.signIn(.init(email: "no@body", password: "x")) }
                == .unauthenticated
        )
    }

    @Test func aRefreshTokenIsGoodOnceAndUsingItAgainEndsTheSession() async throws {
        let test = try await PlatformUnderTest()
        let first = try await tokens(test)
        let second = try await test.platform.identity.refresh(first.refresh)
        #expect(second.refresh != first.refresh)
        _ = try await test.platform.identity.principal(bearer: second.access)
        #expect(try await refusal { try await test.platform.identity.refresh(first.refresh) } == .unauthenticated)
        // The thief and the owner both have to sign in again.
        #expect(try await refusal { try await test.platform.identity.refresh(second.refresh) } == .unauthenticated)
        #expect(
            try await refusal { try await test.platform.identity.principal(bearer: second.access) } == .unauthenticated
        )
        let entries = try await test.platform.audit.list(as: test.owner).items
        #expect(entries.contains { $0.action == "session.reuse" })
    }

    @Test func aSessionEndsWithSigningOutAndWithTime() async throws {
        let test = try await PlatformUnderTest()
        let gone = try await tokens(test)
        try await test.platform.identity.signOut(try await test.platform.identity.principal(bearer: gone.access))
        #expect(
            try await refusal { try await test.platform.identity.principal(bearer: gone.access) } == .unauthenticated
        )
        let old = try await tokens(test)
        test.clock.advance(16 * 60)
        #expect(
            try await refusal { try await test.platform.identity.principal(bearer: old.access) } == .unauthenticated
        )
        let renewed = try await test.platform.identity.refresh(old.refresh)
        test.clock.advance(15 * 86_400)
        #expect(try await refusal { try await test.platform.identity.refresh(renewed.refresh) } == .unauthenticated)
    }

    @Test func aDisabledMemberIsOutAtOnce() async throws {
        let test = try await PlatformUnderTest()
        let made = try await test.platform.identity.invite(
            email: "dev@example.com",
            name: "Dev",
            role: .developer,
            as: test.owner
        )
        let identity = test.platform.identity
        let tokens = try await identity.signIn(.init(email: made.member.email, password: made.password))
        _ = try await identity.principal(bearer: tokens.access)
        _ = try await identity.changeMember(made.member.id, role: nil, isDisabled: true, as: test.owner)
        #expect(try await refusal { try await identity.principal(bearer: tokens.access) } == .unauthenticated)
        #expect(
            try await refusal { try await identity.signIn(.init(email: made.member.email, password: made.password)) }
                == .unauthenticated
        )
    }

    @Test func aNewPasswordEndsTheOtherSessions() async throws {
        let test = try await PlatformUnderTest()
        let identity = test.platform.identity
        let (here, elsewhere) = (try await tokens(test), try await tokens(test))
        let principal = try await identity.principal(bearer: here.access)
        #expect(
            try await refusal {
                try await identity.changePassword(of: principal, from: "wrong", to: "a long enough phrase")
            }
                == .validation
        )
        try await identity.changePassword(of: principal, from: test.password, to: "a long enough phrase")
        #expect(!(try await identity.principal(bearer: here.access)).usesInitialPassword)
        #expect(try await refusal { try await identity.principal(bearer: elsewhere.access) } == .unauthenticated)
        _ = try await identity.signIn(.init(email: "admin@localhost", password: "a long enough phrase"))
    }

    @Test func aBrowsersSessionHasACookieAndAFormToken() async throws {
        let test = try await PlatformUnderTest()
        let identity = test.platform.identity
        let session = try await identity.openBrowserSession(.init(email: "admin@localhost", password: test.password))
        #expect(try await identity.principal(cookie: session.cookie).roles.first == .owner)
        #expect(identity.isFormToken(session.formToken, cookie: session.cookie))
        #expect(!identity.isFormToken(session.formToken, cookie: "another"))
        #expect(try await refusal { try await identity.principal(bearer: session.cookie) } == .unauthenticated)
        test.clock.advance(31 * 60)
        #expect(
            try await refusal { try await PlatformUnderTest.fresh(test).principal(cookie: session.cookie) }
                == .unauthenticated
        )
    }

    @Test(arguments: [
        "short", "passwordpassword", "123456789012", "aaaaaaaaaaaaaaa", "abababababab", "changeme!!!!",
        "admin-admin-admin!",
    ])
    func passwordsThatAnybodyGuessesAreRefused(_ password: String) {
        #expect(throws: ServiceError.self) { try PasswordRules.check(password, email: "admin@localhost") }
    }

    @Test func aHashHoldsItsParametersAndMatchesOnePassword() throws {
        let hash = try PasswordHash(of: "correct horse", cost: .init(logarithm: 4))
        #expect(hash.text.hasPrefix("$scrypt$ln=4,r=8,p=3$"))
        #expect(PasswordHash(text: hash.text).matches("correct horse"))
        #expect(!hash.matches("correct horsf"))
        #expect(try PasswordHash(of: "correct horse", cost: .init(logarithm: 4)).text != hash.text)
        for broken in [
            "", "$scrypt$", "$bcrypt$ln=4,r=8,p=3$AA$AA", "$scrypt$ln=99,r=8,p=3$AA$AA", "$scrypt$r=8,ln=4,p=3$AA$AA",
        ] {
            #expect(!PasswordHash(text: broken).matches("correct horse"))
        }
    }
}

extension PlatformUnderTest {
    /// The identity service of a process that remembers nothing.
    static func fresh(_ test: PlatformUnderTest) -> IdentityService {
        test.platform.core.cache.clear()
        return test.platform.identity
    }
}
