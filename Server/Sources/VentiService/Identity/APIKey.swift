//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// A credential for programs. Its secret is shown once, when it is made.
public struct APIKey: TenantRecord {
    public static let table = "apiKey"
    public var id: RecordID
    public var tenant: RecordID
    /// What people call it.
    public var name: String
    /// The part of its text that is no secret.
    public var publicPart: String
    /// The HMAC of its secret.
    var secretCode: String
    /// What it may do.
    public var role: Role
    /// Who made it.
    public var createdBy: RecordID
    /// When it was made.
    public var createdAt: Date
    /// When it ends.
    public var expiresAt: Date?
    /// When it was last used, to the minute.
    public var usedAt: Date?
    /// Since when it is no longer good.
    public var revokedAt: Date?

    func isGood(at date: Date) -> Bool { revokedAt == nil && (expiresAt.map { date < $0 } ?? true) }
}
