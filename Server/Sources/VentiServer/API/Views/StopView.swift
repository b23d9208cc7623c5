//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// What clients see of an emergency stop.
struct StopView: Encodable, Sendable {
    var id: RecordID
    var reach: EmergencyStop.Reach
    var targetId: RecordID?
    var reason: String
    var engagedBy: String
    var engagedAt: Date

    init(_ stop: EmergencyStop) {
        id = stop.id
        reach = stop.reach
        targetId = stop.target
        reason = stop.reason
        engagedBy = stop.engagedBy
        engagedAt = stop.engagedAt
    }
}
