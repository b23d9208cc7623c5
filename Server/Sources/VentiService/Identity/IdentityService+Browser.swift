//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

extension IdentityService {
    /// What a browser gets that signs in.
    public struct BrowserSession: Sendable {
        /// The value of the cookie. Only its digest is stored.
        public var cookie: String
        /// Until when the cookie is good in any case.
        public var expiresAt: Date
        /// Who has signed in.
        public var principal: Principal
        /// What every form has to carry.
        public var formToken: String
    }

    /// Signs in with a password, for a cookie. Each sign-in makes a new session.
    public func openBrowserSession(_ input: SignIn) async throws -> BrowserSession {
        let member = try await verified(input)
        let secret = Base64URL.encode(SecretBytes.random(32))
        let session = try await open(.browser, secret: secret, for: member, client: input.client)
        return BrowserSession(
            cookie: secret,
            expiresAt: session.expiresAt,
            principal: Self.principal(member, session.id),
            formToken: formToken(cookie: secret)
        )
    }

    /// Who brings a cookie.
    /// - Throws: ``ServiceError`` with code `unauthenticated`.
    public func principal(cookie: String) async throws -> Principal {
        let digest = SecretBytes.digest(cookie)
        if let known = core.cache.principal("cookie|" + digest) { return known }
        let now = core.now()
        let idle = core.settings.browserSession.idle
        let query = RecordQuery<Session>([.text("secretDigest", digest), .text("kind", "browser")], limit: 1)
        // Only reads: anybody can send cookies, and writers wait for each other.
        guard let session = try await core.store.readPlatform({ try $0.listAll(query) }).first, session.isGood(at: now)
        else { throw ServiceError(.unauthenticated, "You are not signed in.") }
        let scope = TenantScope(tenant: session.tenant)
        guard let member = try await core.store.read(scope, { try $0.find(Member.self, session.member) }),
            member.disabledAt == nil
        else { throw ServiceError(.unauthenticated, "You are not signed in.") }
        // Where the clock went back, what is idle is counted from now on.
        if abs(now.timeIntervalSince(session.usedAt)) > 60 {
            try await core.store.write(scope) { writer in
                // Ended in between, it stays ended.
                guard var current = try writer.find(Session.self, session.id), current.isGood(at: now) else { return }
                current.usedAt = now
                current.idleUntil = now.addingTimeInterval(idle)
                try writer.update(current)
            }
        }
        let found = Self.principal(member, session.id)
        core.cache.remember(found, for: "cookie|" + digest)
        return found
    }

    /// Whether the credential of a principal still lets in: for answers that last.
    public func isGood(_ principal: Principal) async throws -> Bool {
        let now = core.now()
        return try await core.store.read(principal.scope) { reader in
            switch principal.kind {
            case .platform: return true
            case .apiKey: return try reader.find(APIKey.self, principal.id)?.isGood(at: now) == true
            case .user:
                guard let member = try reader.find(Member.self, principal.id), member.disabledAt == nil else {
                    return false
                }
                guard let session = principal.session else { return true }
                return try reader.find(Session.self, session).map { $0.revokedAt == nil } == true
            }
        }
    }

    /// What a form of a session has to carry: nobody can make it who does not have the cookie.
    public func formToken(cookie: String) -> String {
        SecretBytes.code("form|" + cookie, key: core.keys.stableKey(for: "forms"))
    }

    /// Whether a form carries what belongs to the cookie.
    public func isFormToken(_ token: String, cookie: String) -> Bool {
        SecretBytes.areEqual(Array(token.utf8), Array(formToken(cookie: cookie).utf8))
    }

    /// The sessions of a principal, newest first.
    public func sessions(of principal: Principal) async throws -> [Session] {
        guard principal.kind == .user else { return [] }
        return try await core.store.read(principal.scope) {
            try $0.list(RecordQuery<Session>([.id("member", principal.id), .isNull("revokedAt")]))
        }
    }

    /// Ends one of the own sessions.
    public func endSession(_ id: RecordID, as principal: Principal) async throws {
        let note = core.note(principal, "session.end")
        let now = core.now()
        try await core.store.write(principal.scope) { writer in
            guard var session = try writer.find(Session.self, id), session.member == principal.id else {
                throw ServiceError.notFound("session")
            }
            session.revokedAt = now
            try writer.update(session)
            try writer.audit(note, id.rawValue)
        }
        core.cache.clear()
    }
}
