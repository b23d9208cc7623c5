//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

extension ScanReport {
    /// The report without what differs from run to run because it is a time: two scans with the same seed of an API that
    /// answers alike give the same bytes.
    public func withoutTimes() -> ScanReport {
        var report = self
        report.startedAt = "1970-01-01T00:00:00Z"
        report.elapsedSeconds = 0
        report.statistics.latencyP50Milliseconds = 0
        report.statistics.latencyP95Milliseconds = 0
        report.statistics.pacingDelayP99Milliseconds = nil
        return report
    }
}
