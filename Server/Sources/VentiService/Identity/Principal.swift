//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Who asks: a member who has signed in, or an API key. Made by ``IdentityService`` alone.
public struct Principal: Sendable, Hashable {
    /// The kinds of credential.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A member, by an access token or a browser session.
        case user
        /// An API key.
        case apiKey = "api_key"
        /// The platform itself: the command line, the worker.
        case platform
    }

    /// What the credential was.
    public let kind: Kind
    /// The member's or key's id.
    public let id: RecordID
    /// The name for the audit log: the member's address, or the key's name.
    public let name: String
    /// Whose records may be seen.
    public let scope: TenantScope
    /// What may be done in general.
    public let roles: [Role]
    /// The session that the credential belongs to.
    public let session: RecordID?
    /// Whether the password is still the one that was printed or set by somebody else.
    public let usesInitialPassword: Bool

    package init(
        kind: Kind,
        id: RecordID,
        name: String,
        scope: TenantScope,
        roles: [Role],
        session: RecordID? = nil,
        usesInitialPassword: Bool = false
    ) {
        self.kind = kind
        self.id = id
        self.name = name
        self.scope = scope
        self.roles = roles
        self.session = session
        self.usesInitialPassword = usesInitialPassword
    }

    /// Whether the principal may do something.
    public func may(_ permission: Permission) -> Bool {
        roles.contains { PolicyTable.permissions(of: $0).contains(permission) }
    }

    /// Passes where the principal may do something.
    /// - Throws: ``ServiceError`` with code `forbidden`.
    public func require(_ permission: Permission) throws {
        guard may(permission) else {
            throw ServiceError(.forbidden, "Your role does not allow \(permission.rawValue).")
        }
    }
}
