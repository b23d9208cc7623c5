//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Sequence where Element == Finding {
    /// The findings in the order of a report: worst first, then in order of check, operation and fingerprint.
    public func inReportOrder() -> [Finding] {
        map { (finding: $0, operation: $0.location.operationName, fingerprint: $0.fingerprint.rawValue) }
            .sorted { lhs, rhs in
                if lhs.finding.severity != rhs.finding.severity { return lhs.finding.severity > rhs.finding.severity }
                if lhs.finding.checkID != rhs.finding.checkID { return lhs.finding.checkID < rhs.finding.checkID }
                return (lhs.operation, lhs.fingerprint) < (rhs.operation, rhs.fingerprint)
            }
            .map(\.finding)
    }
}
