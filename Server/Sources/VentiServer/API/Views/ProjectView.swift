//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of a project.
struct ProjectView: Encodable, Sendable {
    var id: RecordID
    var name: String
    var summary: String
    var createdAt: Date

    init(_ project: Project) {
        id = project.id
        name = project.name
        summary = project.summary
        createdAt = project.createdAt
    }
}
