//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How high a role stands, as far as its name tells.
enum RoleRank {
    /// The rank of a role: above 0 for names that mean more than a user, 0 for all other names, `nil` without a name.
    static func rank(of role: String?) -> Int? {
        guard let role else { return nil }
        let words = Words.split(role)
        guard Set(words).isDisjoint(with: ["non", "not", "no"]) else { return 0 }
        return words.map { ranks[Words.singular($0)] ?? 0 }.max() ?? 0
    }

    private static let ranks = [
        "root": 4, "superuser": 4, "superadmin": 4, "sysadmin": 4, "admin": 3, "administrator": 3, "owner": 3,
        "manager": 2, "staff": 1, "moderator": 1,
    ]
}
