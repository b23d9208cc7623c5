//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

package import VentiKit

/// The events of a scan, for a test to look at.
package actor EventList {
    package private(set) var events: [ScanEvent] = []

    package var findings: [Finding] {
        events.compactMap { event in
            if case .finding(let finding) = event { finding } else { nil }
        }
    }

    package var starts: Int { events.count { if case .started = $0 { true } else { false } } }

    /// A list without events.
    package init() {}

    package func note(_ event: ScanEvent) { events.append(event) }
}
