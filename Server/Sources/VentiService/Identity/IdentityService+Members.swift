//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

extension IdentityService {
    /// A member who was just made, and the password to pass on. It is shown once.
    public struct Invitation: Sendable {
        /// The new member.
        public var member: Member
        /// The first password.
        public var password: String
    }

    /// The own record.
    public func me(_ principal: Principal) async throws -> Member? {
        guard principal.kind == .user else { return nil }
        return try await core.find(Member.self, principal.id, in: principal.scope, noun: "member")
    }

    /// The members of the tenant.
    public func members(as principal: Principal, page: PageRequest = PageRequest()) async throws -> Page<Member> {
        try principal.require(.readMembers)
        return try await core.page(page, of: RecordQuery(), in: principal.scope)
    }

    /// Makes a member with a random password.
    public func invite(email: String, name: String, role: Role, as principal: Principal) async throws -> Invitation {
        try principal.require(.writeMembers)
        try requireGrantable(role, principal)
        let email = try Self.checked(email)
        let password = Self.randomPassword()
        let cost = cost
        let hash = try await core.desk.run { try PasswordHash(of: password, cost: cost) }
        let now = core.now()
        let member = Member(
            id: .make(at: now),
            tenant: principal.scope.tenant,
            email: email,
            name: String(name.prefix(100)),
            role: role,
            isPlatformAdmin: false,
            usesInitialPassword: true,
            createdAt: now
        )
        let note = core.note(principal, "member.invite", role.rawValue)
        try await core.store.write(principal.scope) { writer in
            guard try writer.count(RecordQuery<Member>([.text("email", email)])) == 0 else {
                throw ServiceError(.conflict, "There is a member with this address already.")
            }
            try writer.insert(member)
            try writer.insert(MemberPassword(id: member.id, tenant: member.tenant, hash: hash.text))
            try writer.audit(note, member.id.rawValue)
        }
        return Invitation(member: member, password: password)
    }

    /// Changes a member's role, or lets it sign in no more.
    /// - Parameters:
    ///   - id: The member.
    ///   - role: The new role; `nil` for the old one.
    ///   - isDisabled: Whether the member may no longer sign in; `nil` for no change.
    ///   - version: The version that the change was made from; `nil` for whichever it is.
    ///   - principal: Who changes it.
    public func changeMember(
        _ id: RecordID,
        role: Role?,
        isDisabled: Bool?,
        version: Int? = nil,
        as principal: Principal
    ) async throws -> Member {
        try principal.require(.writeMembers)
        if let role { try requireGrantable(role, principal) }
        let note = core.note(principal, "member.change", role?.rawValue ?? (isDisabled == true ? "disabled" : ""))
        let now = core.now()
        let changed = try await core.store.write(principal.scope) { writer in
            guard var member = try writer.find(Member.self, id) else { throw ServiceError.notFound("member") }
            try member.require(version)
            guard PolicyTable.grantable(by: principal.roles.first ?? .viewer).contains(member.role) else {
                throw ServiceError(.forbidden, "Your role does not allow to change this member.")
            }
            if let role { member.role = role }
            if let isDisabled { member.disabledAt = isDisabled ? (member.disabledAt ?? now) : nil }
            let owners = try writer.list(
                RecordQuery<Member>([.text("role", Role.owner.rawValue), .isNull("disabledAt")])
            )
            guard owners.contains(where: { $0.id != id }) || (member.role == .owner && member.disabledAt == nil) else {
                throw ServiceError(.conflict, "The last owner cannot leave.")
            }
            try writer.update(member)
            try writer.endSessions(of: id, at: now)
            try writer.revokeKeys(of: member, at: now)
            try writer.audit(note, id.rawValue)
            member.version += 1
            return member
        }
        core.cache.clear()
        return changed
    }

    private func requireGrantable(_ role: Role, _ principal: Principal) throws {
        guard principal.roles.contains(where: { PolicyTable.grantable(by: $0).contains(role) }) else {
            throw ServiceError(.forbidden, "Your role does not allow to give the role \(role.rawValue).")
        }
    }

    static func checked(_ email: String) throws -> String {
        let plain = email.lowercased()
        let parts = plain.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = plain.utf8.allSatisfy {
            $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
        }
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, plain.utf8.count <= 254, isPlain else {
            throw ServiceError.invalid("/email", "This is no address.")
        }
        return plain
    }

    /// Twenty letters and digits that cannot be mistaken for each other: more than 110 bits.
    static func randomPassword() -> String {
        let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        var generator = SystemRandomNumberGenerator()
        return String((0..<20).compactMap { _ in letters.randomElement(using: &generator) })
    }
}

extension TenantWriter {
    /// Revokes the keys that a member has made and could not make any more.
    fileprivate func revokeKeys(of member: Member, at now: Date) throws {
        let grantable = member.disabledAt == nil ? PolicyTable.grantable(by: member.role) : []
        for var key in try list(RecordQuery<APIKey>([.id("createdBy", member.id), .isNull("revokedAt")]))
        where !grantable.contains(key.role) {
            key.revokedAt = now
            try update(key)
        }
    }
}

extension VersionedRecord {
    /// Passes where the record is the one that a change was made from.
    func require(_ version: Int?) throws {
        guard version == nil || version == self.version else {
            throw ServiceError(.preconditionFailed, "It has changed since you read it.")
        }
    }
}
