//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The entries under `access:`: operations, each with the roles that may call them.
enum AccessConfig {
    /// - Parameter identities: The identities of the same file; a role that is nearly one of theirs is a slip.
    static func rules(_ value: ConfigValue, _ identities: [Identity]) throws -> [AccessRule] {
        let known = Set(identities.compactMap(\.role) + [AccessRule.anonymous, AccessRule.anyRole])
        return try value.anyMapping().map { key, value in
            let rule = AccessRule(key.name, roles: try value.texts())
            if let problem = rule.problem { throw key.value.error(problem) }
            for role in rule.roles where !known.contains(role) {
                let hint = Suggestion.phrase(for: role, among: known.filter { $0 != AccessRule.anyRole }.sorted())
                guard hint.isEmpty else { throw value.error("no identity has the role \(role)\(hint)") }
            }
            return rule
        }
    }
}
