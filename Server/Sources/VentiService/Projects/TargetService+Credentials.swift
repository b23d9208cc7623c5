//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

extension TargetService {
    /// Replaces the credentials of a target's users. They can be used by scans and read by nobody.
    /// - Parameters:
    ///   - identities: The users with their secrets; none removes what is stored.
    ///   - id: The target.
    ///   - principal: Who enters them.
    public func setIdentities(
        _ identities: [IdentityInput],
        of id: RecordID,
        as principal: Principal
    ) async throws -> Target {
        try principal.require(.writeCredentials)
        guard identities.count <= 20, Set(identities.map(\.name)).count == identities.count else {
            throw ServiceError.invalid("/identities", "At most 20 identities, each with a name of its own.")
        }
        for (index, identity) in identities.enumerated() { try identity.check("/identities/\(index)") }
        let vault = CredentialVault(keys: core.keys)
        let note = core.note(principal, "target.credentials", identities.map(\.name).joined(separator: ", "))
        let now = core.now()
        return try await core.store.write(principal.scope) { writer in
            guard var target = try writer.find(Target.self, id) else { throw ServiceError.notFound("target") }
            target.identities = identities.map(\.name)
            try writer.delete(RecordQuery<TargetCredentials>([.id("id", id)]))
            if !identities.isEmpty { try writer.insert(try vault.seal(identities, for: target, at: now)) }
            try writer.update(target)
            try writer.audit(note, id.rawValue)
            target.version += 1
            return target
        }
    }

    /// Seals all credentials of all tenants with the current master key. For the command line.
    /// - Returns: How many targets' credentials were sealed anew.
    package func resealAll() async throws -> Int {
        let vault = CredentialVault(keys: core.keys)
        let current = core.keys.current
        let now = core.now()
        return try await core.store.writePlatform { writer in
            var count = 0
            for old in try writer.listAll(RecordQuery<TargetCredentials>()) where old.key != current {
                let records = writer.tenant(TenantScope(tenant: old.tenant))
                guard let target = try records.find(Target.self, old.id) else { continue }
                try records.update(try vault.seal(try vault.open(old), for: target, at: now))
                count += 1
            }
            return count
        }
    }
}
