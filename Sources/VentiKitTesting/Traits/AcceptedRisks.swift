//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The risks that the traits around a test have taken on.
struct AcceptedRisks: Sendable {
    @TaskLocal static var current = AcceptedRisks()

    var acceptances: [Acceptance] = []
    /// The day on which they are judged, or `nil` for today.
    var date: CalendarDate?

    /// The day on which they are judged; `nil` where no clock tells it.
    var day: CalendarDate? { date ?? CalendarDate(UnixTime.rfc3339.prefix(10)) }
}
