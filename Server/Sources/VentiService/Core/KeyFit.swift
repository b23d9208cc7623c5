//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

package import Foundation
import Synchronization

/// Which keys a store was used with, so that a backup tells later whether keys fit it.
package struct KeyRecord: TenantRecord {
    package static let table = "keyRecord"
    package var id: RecordID
    package var tenant: RecordID
    /// What tells each master key from others, by the keys' names.
    var masters: [String: String]
    /// The names of the keys of access tokens.
    var signing: [String]
    package var updatedAt: Date

    init(_ keys: PlatformKeys, _ signing: SigningKeys, at date: Date) {
        id = .platform
        tenant = .platform
        masters = keys.fingerprints
        self.signing = signing.keys.map(\.id)
        updatedAt = date
    }
}

/// Whether files of keys fit a backup.
public final class KeyFit: Sendable {
    private let keys: PlatformKeys
    private let signing: SigningKeys
    private let state = Mutex((isKnown: false, signsAlike: true))

    /// The keys of a data folder.
    public init(_ keys: PlatformKeys, _ signing: SigningKeys) {
        self.keys = keys
        self.signing = signing
    }

    /// What was found out, in one line.
    public var verdict: String {
        let (isKnown, signsAlike) = state.withLock { $0 }
        guard isKnown else {
            return "whether the files of keys fit it cannot be told: it holds nothing that they have sealed"
        }
        return signsAlike
            ? "the files of keys fit it"
            : "the file of master keys fits it; that of signing keys is another one, which ends access tokens only"
    }

    /// Passes where the keys are those that a store was used with, or newer ones beside them.
    package func check(_ records: [KeyRecord], _ backup: String) throws {
        let own = keys.fingerprints
        for record in records {
            if let name = record.masters.keys.sorted().first(where: { own[$0] != record.masters[$0] }) {
                throw Self.refusal(backup, own[name] == nil ? "lacks the key \(name)" : "has another key \(name)")
            }
            let signsAlike = signing.keys.contains { record.signing.contains($0.id) }
            state.withLock { $0 = (true, signsAlike) }
        }
    }

    /// Passes where the keys open all credentials.
    package func check(_ credentials: [TargetCredentials], _ backup: String) throws {
        let vault = CredentialVault(keys: keys)
        for sealed in credentials {
            guard (try? vault.open(sealed)) != nil else {
                throw Self.refusal(backup, "does not open the credentials of target \(sealed.id)")
            }
            state.withLock { $0.isKnown = true }
        }
    }

    private static func refusal(_ backup: String, _ reason: String) -> ServiceError {
        ServiceError(
            .validation,
            "the files of keys do not fit \(backup): master-keys.json \(reason); put the files there that it was made with"
        )
    }
}
