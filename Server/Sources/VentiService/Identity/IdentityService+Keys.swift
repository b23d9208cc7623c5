//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

extension IdentityService {
    /// A key that was just made, and its text. It is shown once.
    public struct NewKey: Sendable {
        /// The key.
        public var key: APIKey
        /// What programs send as a bearer token.
        public var text: String
    }

    private var pepperedKeys: (String) -> String {
        let pepper = core.keys.stableKey(for: "api-keys")
        return { SecretBytes.code($0, key: pepper) }
    }

    /// The tenant's keys that are not revoked.
    public func keys(as principal: Principal, page: PageRequest = PageRequest()) async throws -> Page<APIKey> {
        try principal.require(.writeKeys)
        return try await core.page(page, of: RecordQuery([.isNull("revokedAt")]), in: principal.scope)
    }

    /// Makes a key.
    /// - Parameters:
    ///   - name: What people call it.
    ///   - role: What it may do; nothing that its maker may not.
    ///   - days: How many days it is good; `nil` for ever.
    ///   - principal: Who makes it.
    public func makeKey(name: String, role: Role, days: Int?, as principal: Principal) async throws -> NewKey {
        try principal.require(.writeKeys)
        guard principal.roles.contains(where: { PolicyTable.grantable(by: $0).contains(role) }) else {
            throw ServiceError(.forbidden, "Your role does not allow to make a key of the role \(role.rawValue).")
        }
        guard (1...100).contains(name.count) else {
            throw ServiceError.invalid("/name", "A name has from 1 to 100 characters.", code: "length")
        }
        guard (1...730).contains(days ?? 1) else {
            throw ServiceError.invalid("/expires_in_days", "A key is good for 1 to 730 days.", code: "range")
        }
        let text = APIKeyText.make()
        let now = core.now()
        let key = APIKey(
            id: .make(at: now),
            tenant: principal.scope.tenant,
            name: name,
            publicPart: text.publicPart,
            secretCode: pepperedKeys(text.secret),
            role: role,
            createdBy: principal.id,
            createdAt: now,
            expiresAt: days.map { now.addingTimeInterval(Double($0) * 86_400) }
        )
        let note = core.note(principal, "key.create", "\(name) (\(role.rawValue))")
        try await core.store.write(principal.scope) { writer in
            try writer.insert(key)
            try writer.audit(note, key.id.rawValue)
        }
        return NewKey(key: key, text: text.text)
    }

    /// Revokes a key.
    public func revokeKey(_ id: RecordID, as principal: Principal) async throws {
        try principal.require(.writeKeys)
        let note = core.note(principal, "key.revoke")
        let now = core.now()
        try await core.store.write(principal.scope) { writer in
            guard var key = try writer.find(APIKey.self, id), key.revokedAt == nil else {
                throw ServiceError.notFound("key")
            }
            key.revokedAt = now
            try writer.update(key)
            try writer.audit(note, id.rawValue)
        }
        core.cache.clear()
    }

    /// Who brings a key.
    func principal(key text: APIKeyText) async throws -> Principal {
        let code = pepperedKeys(text.secret)
        let now = core.now()
        let query = RecordQuery<APIKey>([.text("publicPart", text.publicPart)], limit: 5)
        let found = try await core.store.readPlatform { try $0.listAll(query) }
            .first { SecretBytes.areEqual(Array($0.secretCode.utf8), Array(code.utf8)) }
        guard var key = found, key.isGood(at: now) else {
            throw ServiceError(.unauthenticated, "The API key is not good.")
        }
        if now.timeIntervalSince(key.usedAt ?? .distantPast) > 60 {
            key.usedAt = now
            let used = key
            try await core.store.write(TenantScope(tenant: key.tenant)) { writer in
                // Revoked in between, it stays revoked.
                if let current = try writer.find(APIKey.self, used.id), current.revokedAt == nil {
                    try writer.update(used)
                }
            }
        }
        return Principal(
            kind: .apiKey,
            id: key.id,
            name: key.name,
            scope: TenantScope(tenant: key.tenant),
            roles: [key.role]
        )
    }
}
