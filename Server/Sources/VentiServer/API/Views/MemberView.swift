//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of a member.
struct MemberView: Encodable, Sendable {
    var id: RecordID
    var email: String
    var name: String
    var role: Role
    var isPlatformAdmin: Bool
    var usesInitialPassword: Bool
    var isDisabled: Bool
    var createdAt: Date
    var signedInAt: Date?

    init(_ member: Member) {
        id = member.id
        email = member.email
        name = member.name
        role = member.role
        isPlatformAdmin = member.isPlatformAdmin
        usesInitialPassword = member.usesInitialPassword
        isDisabled = member.disabledAt != nil
        createdAt = member.createdAt
        signedInAt = member.signedInAt
    }
}
