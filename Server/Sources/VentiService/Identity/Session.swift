//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// What somebody has who has signed in: a chain of refresh tokens, or a browser's cookie.
public struct Session: TenantRecord {
    public static let table = "session"
    /// What a session's secret is carried in.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A refresh token, which is used once.
        case token
        /// A cookie.
        case browser
    }

    public var id: RecordID
    public var tenant: RecordID
    /// Whose session it is.
    public var member: RecordID
    /// What its secret is carried in.
    public var kind: Kind
    /// The digest of the secret that is good now.
    var secretDigest: String
    /// What the client called itself.
    public var client: String
    /// When it began.
    public var createdAt: Date
    /// When it was last used.
    public var usedAt: Date
    /// When it ends if nobody uses it.
    public var idleUntil: Date
    /// When it ends in any case.
    public var expiresAt: Date
    /// Since when it is no longer good.
    public var revokedAt: Date?

    func isGood(at date: Date) -> Bool { revokedAt == nil && date < idleUntil && date < expiresAt }
}

/// A refresh token that was used: whoever brings it again has stolen it, or it was stolen from him.
struct SpentRefreshToken: TenantRecord {
    static let table = "spentRefreshToken"
    var id: RecordID
    var tenant: RecordID
    var session: RecordID
    var secretDigest: String
    var expiresAt: Date
}
