//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of an API key.
struct APIKeyView: Encodable, Sendable {
    var id: RecordID
    var name: String
    var prefix: String
    var role: Role
    var createdAt: Date
    var expiresAt: Date?
    var usedAt: Date?
    var key: String?

    init(_ key: APIKey, text: String? = nil) {
        id = key.id
        name = key.name
        prefix = "vk_live_\(key.publicPart)"
        role = key.role
        createdAt = key.createdAt
        expiresAt = key.expiresAt
        usedAt = key.usedAt
        self.key = text
    }
}
