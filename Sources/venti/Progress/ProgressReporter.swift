//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Shows a scan's events to whoever waits for its end.
protocol ProgressReporter: Sendable {
    /// Shows an event, or lets it pass.
    func receive(_ event: ScanEvent) async

    /// Says that the scan is being stopped.
    func stop() async

    /// Leaves the screen tidy: no half line remains.
    func finish() async
}

/// Shows nothing.
struct SilentProgress: ProgressReporter {
    func receive(_ event: ScanEvent) async {}
    func stop() async {}
    func finish() async {}
}

/// The findings so far by severity.
///
/// The same flaw counts once, as it was reported last.
struct SeverityTally: Sendable, Hashable {
    private var severities: [Fingerprint: Severity] = [:]

    mutating func count(_ finding: Finding) { severities[finding.fingerprint] = finding.severity }

    /// Such as `1 critical  2 high`; empty where there is no finding.
    var text: String {
        Severity.allCases.reversed()
            .compactMap { severity in
                let count = severities.values.count { $0 == severity }
                return count == 0 ? nil : "\(count) \(severity.rawValue)"
            }
            .joined(separator: "  ")
    }

    var total: Int { severities.count }
}
