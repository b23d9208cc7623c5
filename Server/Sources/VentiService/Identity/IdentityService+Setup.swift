//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

extension IdentityService {
    /// The first member of a tenant, and the password to print once.
    public struct FirstMember: Sendable {
        /// The tenant.
        public var tenant: Tenant
        /// Its owner.
        public var member: Member
        /// The password. It is stored nowhere.
        public var password: String
    }

    /// Makes the first tenant with its owner, where there is no tenant yet.
    /// - Returns: What was made; `nil` where there is a tenant already.
    public func setUp(email: String = "admin@localhost") async throws -> FirstMember? {
        let exists = try await core.store.readPlatform { try !$0.listAll(RecordQuery<Tenant>(limit: 1)).isEmpty }
        return exists
            ? nil : try await makeTenant(slug: "default", name: "Default", email: email, isPlatformAdmin: true)
    }

    /// Makes a tenant with its owner. For the command line: it asks for no principal.
    package func makeTenant(
        slug: String,
        name: String,
        email: String,
        isPlatformAdmin: Bool = false
    ) async throws -> FirstMember {
        guard (1...40).contains(slug.count),
            slug.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
        else { throw ServiceError.invalid("/slug", "A slug has up to 40 lower-case letters, digits and dashes.") }
        let email = try Self.checked(email)
        let password = Self.randomPassword()
        let cost = cost
        let hash = try await core.desk.run { try PasswordHash(of: password, cost: cost) }
        let now = core.now()
        let id = RecordID.make(at: now)
        let tenant = Tenant(id: id, tenant: id, slug: slug, name: name, createdAt: now)
        let member = Member(
            id: .make(at: now),
            tenant: id,
            email: email,
            name: "Administrator",
            role: .owner,
            isPlatformAdmin: isPlatformAdmin,
            usesInitialPassword: true,
            createdAt: now
        )
        let note = core.note("platform", "tenant.create", slug)
        try await core.store.writePlatform { writer in
            guard try writer.listAll(RecordQuery<Tenant>([.text("slug", slug)])).isEmpty else {
                throw ServiceError(.conflict, "There is a tenant of this slug already.")
            }
            let records = writer.tenant(TenantScope(tenant: id))
            try records.insert(tenant)
            try records.insert(member)
            try records.insert(MemberPassword(id: member.id, tenant: id, hash: hash.text))
            try records.audit(note, id.rawValue)
        }
        return FirstMember(tenant: tenant, member: member, password: password)
    }

    /// Gives a member a new random password. For the command line: it asks for no principal.
    package func resetPassword(email: String) async throws -> [FirstMember] {
        let email = email.lowercased()
        let cost = cost
        let now = core.now()
        let note = core.note("platform", "password.reset")
        let found = try await core.store.readPlatform { reader in
            try reader.listAll(RecordQuery<Member>([.text("email", email)])).compactMap { member in
                try reader.listAll(RecordQuery<Tenant>([.id("id", member.tenant)])).first.map { ($0, member) }
            }
        }
        var result: [FirstMember] = []
        for (tenant, member) in found {
            let password = Self.randomPassword()
            let hash = try await core.desk.run { try PasswordHash(of: password, cost: cost) }
            try await core.store.write(TenantScope(tenant: tenant.id)) { writer in
                try writer.update(MemberPassword(id: member.id, tenant: tenant.id, hash: hash.text))
                if var current = try writer.find(Member.self, member.id) {
                    current.usesInitialPassword = true
                    try writer.update(current)
                }
                try writer.endSessions(of: member.id, at: now)
                try writer.audit(note, member.id.rawValue)
            }
            result.append(FirstMember(tenant: tenant, member: member, password: password))
        }
        core.cache.clear()
        return result
    }

    /// A principal with all rights in a tenant, for the command line on the platform's own machine.
    package func operatorPrincipal(tenant slug: String) async throws -> Principal {
        let found = try await core.store.readPlatform { try $0.listAll(RecordQuery<Tenant>([.text("slug", slug)])) }
        guard let tenant = found.first else { throw ServiceError.notFound("tenant") }
        return Principal(
            kind: .platform,
            id: .platform,
            name: "operator",
            scope: TenantScope(tenant: tenant.id),
            roles: [.owner, .platformAdmin]
        )
    }
}
