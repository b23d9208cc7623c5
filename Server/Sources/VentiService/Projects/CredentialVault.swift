//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation

/// Seals credentials with AES-256-GCM under a key that is derived from a master key, bound to their tenant and target.
///
/// Only the worker that runs a scan opens them.
struct CredentialVault: Sendable {
    let keys: PlatformKeys

    /// Seals the credentials of a target.
    func seal(_ identities: [IdentityInput], for target: Target, at date: Date) throws -> TargetCredentials {
        guard let key = keys.key(for: Self.purpose, named: keys.current) else { throw Self.refusal }
        let box = try AES.GCM.seal(
            try JSONEncoder().encode(identities),
            using: key,
            authenticating: Self.binding(target.tenant, target.id)
        )
        guard let sealed = box.combined else { throw Self.refusal }
        return TargetCredentials(
            id: target.id,
            tenant: target.tenant,
            key: keys.current,
            sealed: sealed,
            updatedAt: date
        )
    }

    /// Opens what was sealed.
    /// - Throws: ``ServiceError`` where the master key is gone, or the bytes are another target's or damaged.
    func open(_ credentials: TargetCredentials) throws -> [IdentityInput] {
        guard let key = keys.key(for: Self.purpose, named: credentials.key),
            let box = try? AES.GCM.SealedBox(combined: credentials.sealed),
            let plain = try? AES.GCM.open(
                box,
                using: key,
                authenticating: Self.binding(credentials.tenant, credentials.id)
            )
        else { throw Self.refusal }
        return try JSONDecoder().decode([IdentityInput].self, from: plain)
    }

    private static let purpose = "credentials"
    private static let refusal = ServiceError(
        .unavailable,
        "The target's credentials cannot be opened with these keys."
    )

    private static func binding(_ tenant: RecordID, _ target: RecordID) -> Data {
        Data("\(tenant)|\(TargetCredentials.table)|\(target)".utf8)
    }
}
