//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import JWTKit

/// Who somebody is: signing in, sessions, members, API keys.
public struct IdentityService: Sendable {
    let core: PlatformCore

    /// What somebody brings to sign in.
    public struct SignIn: Sendable {
        /// The address.
        public var email: String
        /// The password.
        public var password: String
        /// The tenant's slug, where the address belongs to several.
        public var tenant: String?
        /// What the client calls itself.
        public var client: String
        /// Where the client connects from, for slowing down who guesses.
        public var address: String

        /// What somebody brings to sign in.
        public init(email: String, password: String, tenant: String? = nil, client: String = "", address: String = "") {
            self.email = email
            self.password = password
            self.tenant = tenant
            self.client = client
            self.address = address
        }
    }

    /// What a program gets that signs in.
    public struct Tokens: Sendable {
        /// The short-lived token that every request carries.
        public var access: String
        /// The token that gets the next pair, once.
        public var refresh: String
        /// How long the access token is good.
        public var expiresInSeconds: Int
        /// Who has signed in.
        public var member: Member
    }

    /// Signs in with a password, for tokens.
    public func signIn(_ input: SignIn) async throws -> Tokens {
        let member = try await verified(input)
        let secret = Base64URL.encode(SecretBytes.random(32))
        let session = try await open(.token, secret: secret, for: member, client: input.client)
        return try await tokens(member, session.id, secret)
    }

    /// Exchanges a refresh token for the next pair.
    ///
    /// A refresh token that was used before ends the whole session: either the one who brings it has stolen it, or it was
    /// stolen from him.
    public func refresh(_ token: String) async throws -> Tokens {
        let digest = SecretBytes.digest(token)
        let now = core.now()
        let next = Base64URL.encode(SecretBytes.random(32))
        let revoked = core.note("session", "session.reuse", "a refresh token was used twice")
        let found: (Member, RecordID)? = try await core.store.writePlatform { writer in
            let query = RecordQuery<Session>([.text("secretDigest", digest), .text("kind", "token")], limit: 1)
            if var session = try writer.listAll(query).first {
                let records = writer.tenant(TenantScope(tenant: session.tenant))
                guard session.isGood(at: now), let member = try records.find(Member.self, session.member),
                    member.disabledAt == nil
                else { return nil }
                try records.insert(
                    SpentRefreshToken(
                        id: .make(at: now),
                        tenant: session.tenant,
                        session: session.id,
                        secretDigest: digest,
                        expiresAt: session.expiresAt
                    )
                )
                session.secretDigest = SecretBytes.digest(next)
                session.usedAt = now
                session.idleUntil = now.addingTimeInterval(core.settings.tokenSession.idle)
                try records.update(session)
                return (member, session.id)
            }
            let spent = RecordQuery<SpentRefreshToken>([.text("secretDigest", digest)], limit: 1)
            if let spent = try writer.listAll(spent).first {
                let records = writer.tenant(TenantScope(tenant: spent.tenant))
                if var session = try records.find(Session.self, spent.session), session.revokedAt == nil {
                    session.revokedAt = now
                    try records.update(session)
                    try records.audit(revoked, session.id.rawValue)
                }
            }
            return nil
        }
        guard let (member, session) = found else {
            core.cache.clear()
            throw ServiceError(.unauthenticated, "The refresh token is not good.")
        }
        return try await tokens(member, session, next)
    }

    /// Who brings an access token or an API key.
    /// - Throws: ``ServiceError`` with code `unauthenticated`.
    public func principal(bearer text: String) async throws -> Principal {
        let digest = SecretBytes.digest(text)
        if let known = core.cache.principal(digest) { return known }
        let principal: Principal
        if let key = APIKeyText(text) {
            principal = try await self.principal(key: key)
        } else {
            principal = try await token(text)
        }
        core.cache.remember(principal, for: digest)
        return principal
    }

    /// Ends the session that a principal's credential belongs to.
    public func signOut(_ principal: Principal) async throws {
        guard let session = principal.session else {
            throw ServiceError(.conflict, "An API key has no session; revoke the key.")
        }
        try await endSession(session, as: principal)
    }

    private func token(_ text: String) async throws -> Principal {
        let tokens = try await core.signing.tokens()
        let now = core.now()
        guard let claims = try? await tokens.claims(of: text, at: now), let tenant = RecordID(rawValue: claims.tid),
            let id = RecordID(rawValue: claims.sid), let subject = RecordID(rawValue: claims.sub.value)
        else { throw AccessTokens.refusal }
        let found = try await core.store.read(TenantScope(tenant: tenant)) { reader in
            (try reader.find(Session.self, id), try reader.find(Member.self, subject))
        }
        guard let session = found.0, let member = found.1, session.member == member.id, session.isGood(at: now),
            session.kind == .token, member.disabledAt == nil
        else { throw AccessTokens.refusal }
        return Self.principal(member, session.id)
    }

    static func principal(_ member: Member, _ session: RecordID) -> Principal {
        Principal(
            kind: .user,
            id: member.id,
            name: member.email,
            scope: TenantScope(tenant: member.tenant),
            roles: member.roles,
            session: session,
            usesInitialPassword: member.usesInitialPassword
        )
    }

    private func tokens(_ member: Member, _ session: RecordID, _ secret: String) async throws -> Tokens {
        let access = try await core.signing.tokens().token(
            for: member,
            session: session,
            at: core.now()
        )
        return Tokens(access: access, refresh: secret, expiresInSeconds: Int(AccessTokens.lifetime), member: member)
    }
}

extension IdentityService {
    /// The public keys of access tokens, as RFC 7517 has them.
    public func keySet() throws -> String { try core.signing.keys().keySet() }
}
