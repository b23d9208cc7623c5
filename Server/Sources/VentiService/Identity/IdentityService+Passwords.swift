//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

extension IdentityService {
    var cost: PasswordHash.Cost { PasswordHash.Cost(logarithm: core.settings.passwordCostLogarithm) }

    /// The member whose address and password were brought.
    ///
    /// What is wrong is not said, and takes as long as what is right.
    func verified(_ input: SignIn) async throws -> Member {
        let email = input.email.lowercased()
        let key = "\(input.address)|\(email)"
        let now = core.now()
        try core.throttle.begin(key, at: now)
        let candidates: [(Member, MemberPassword)]
        let matching: Member?
        do {
            candidates = try await self.candidates(email, slug: input.tenant)
            matching = try await match(input.password, candidates)
        } catch {
            core.throttle.giveBack(key)
            throw error
        }
        guard let member = matching else {
            if let known = candidates.first?.0 {
                var note = core.note("user:\(email)", "session.open", "wrong password from \(input.address)")
                note.outcome = .refused
                let written = note
                try await core.store.write(TenantScope(tenant: known.tenant)) {
                    try $0.audit(written, known.id.rawValue)
                }
            }
            throw ServiceError(.unauthenticated, "The address or the password is wrong.")
        }
        core.throttle.succeed(key)
        return member
    }

    /// The members who may be meant, with their passwords.
    private func candidates(_ email: String, slug: String?) async throws -> [(Member, MemberPassword)] {
        try await core.store.readPlatform { reader in
            let tenants = try slug.map { try reader.listAll(RecordQuery<Tenant>([.text("slug", $0)])).map(\.id) }
            let members = try reader.listAll(RecordQuery<Member>([.text("email", email)], limit: 10))
                .filter { $0.disabledAt == nil && (tenants?.contains($0.tenant) ?? true) }
            return try members.prefix(3).compactMap { member in
                try reader.listAll(RecordQuery<MemberPassword>([.id("id", member.id)])).first.map { (member, $0) }
            }
        }
    }

    /// The one whose password it is; hashing takes as long where there is nobody.
    private func match(_ password: String, _ candidates: [(Member, MemberPassword)]) async throws -> Member? {
        let cost = cost
        return try await core.desk.run { () -> Member? in
            if candidates.isEmpty { _ = try? PasswordHash(of: password, cost: cost) }
            return candidates.first { PasswordHash(text: $0.1.hash).matches(password) }?.0
        }
    }

    /// Opens a session of a member whose password was verified.
    func open(_ kind: Session.Kind, secret: String, for member: Member, client: String) async throws -> Session {
        let now = core.now()
        let times = kind == .browser ? core.settings.browserSession : core.settings.tokenSession
        let session = Session(
            id: .make(at: now),
            tenant: member.tenant,
            member: member.id,
            kind: kind,
            secretDigest: SecretBytes.digest(secret),
            client: String(client.prefix(200)),
            createdAt: now,
            usedAt: now,
            idleUntil: now.addingTimeInterval(times.idle),
            expiresAt: now.addingTimeInterval(times.absolute)
        )
        let note = core.note("user:\(member.email)", "session.open", kind.rawValue)
        try await core.store.write(TenantScope(tenant: member.tenant)) { writer in
            try writer.insert(session)
            if var member = try writer.find(Member.self, member.id) {
                member.signedInAt = now
                try writer.update(member)
            }
            try writer.audit(note, session.id.rawValue)
        }
        return session
    }

    /// Changes the own password. All other sessions end.
    /// - Parameters:
    ///   - principal: Who it is.
    ///   - old: The password until now.
    ///   - new: The password from now on.
    public func changePassword(of principal: Principal, from old: String, to new: String) async throws {
        guard principal.kind == .user else { throw ServiceError(.conflict, "An API key has no password.") }
        try PasswordRules.check(new, email: principal.name, pointer: "/new_password")
        let key = "change|\(principal.id)"
        try core.throttle.begin(key, at: core.now())
        let cost = cost
        let hash: PasswordHash?
        do {
            let stored = try await core.find(MemberPassword.self, principal.id, in: principal.scope, noun: "member")
            hash = try await core.desk.run {
                PasswordHash(text: stored.hash).matches(old) ? try PasswordHash(of: new, cost: cost) : nil
            }
        } catch {
            core.throttle.giveBack(key)
            throw error
        }
        guard let hash else {
            throw ServiceError.invalid("/password", "The password is wrong.", code: "wrong_password")
        }
        core.throttle.succeed(key)
        let note = core.note(principal, "password.change")
        let now = core.now()
        try await core.store.write(principal.scope) { writer in
            try writer.update(MemberPassword(id: principal.id, tenant: principal.scope.tenant, hash: hash.text))
            if var member = try writer.find(Member.self, principal.id) {
                member.usesInitialPassword = false
                try writer.update(member)
            }
            try writer.endSessions(of: principal.id, except: principal.session, at: now)
            try writer.audit(note, principal.id.rawValue)
        }
        core.cache.clear()
    }
}

extension TenantWriter {
    /// Ends the sessions of a member.
    func endSessions(of member: RecordID, except kept: RecordID? = nil, at now: Date) throws {
        for var session in try list(RecordQuery<Session>([.id("member", member), .isNull("revokedAt")]))
        where session.id != kept {
            session.revokedAt = now
            try update(session)
        }
    }
}
