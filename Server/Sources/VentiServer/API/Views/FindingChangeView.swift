//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of a finding change.
struct FindingChangeView: Encodable, Sendable {
    var actor: String
    var from: TrackedFinding.State?
    var to: TrackedFinding.State
    var comment: String?
    var at: Date

    init(_ change: FindingChange) {
        actor = change.actor
        from = change.from
        to = change.to
        comment = change.comment
        at = change.at
    }
}
