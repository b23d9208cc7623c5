//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// Somebody who can sign in.
public struct Member: VersionedRecord {
    public static let table = "member"
    public var id: RecordID
    public var tenant: RecordID
    public var version: Int = 1
    /// The address to sign in with, in lower case.
    public var email: String
    /// What people call the member.
    public var name: String
    /// What the member may do.
    public var role: Role
    /// Whether the member may also do what ``Role/platformAdmin`` may.
    public var isPlatformAdmin: Bool
    /// Whether the password is still the one that was printed or set by somebody else.
    public var usesInitialPassword: Bool
    /// Since when the member cannot sign in any more.
    public var disabledAt: Date?
    /// When the member was made.
    public var createdAt: Date
    /// When the member last signed in.
    public var signedInAt: Date?

    var roles: [Role] { isPlatformAdmin ? [role, .platformAdmin] : [role] }
}

/// What shows that somebody is a member. Never leaves the identity service.
struct MemberPassword: TenantRecord {
    static let table = "memberPassword"
    /// The member's id.
    var id: RecordID
    var tenant: RecordID
    /// In the PHC form, such as `$scrypt$ln=15,r=8,p=3$…$…`.
    var hash: String
}
