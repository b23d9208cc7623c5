//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of a job.
struct JobView: Encodable, Sendable {
    var id: RecordID
    var priority: String
    var scanId: RecordID
    var state: Job.State
    var attempt: Int
    var failures: [Job.Failure]
    var createdAt: Date

    init(_ job: Job) {
        id = job.id
        priority = job.priority == .scheduled ? "scheduled" : "interactive"
        scanId = job.subject
        state = job.state
        attempt = job.attempt
        failures = job.failures
        createdAt = job.createdAt
    }
}
