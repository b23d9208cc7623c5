//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Sequence where Element == Finding {
    /// The findings in the order of a report: worst first, then in order of check, operation and fingerprint.
    public func inReportOrder() -> [Finding] {
        map { (finding: $0, key: FindingOrderKey($0)) }.sorted { $0.key < $1.key }.map(\.finding)
    }
}

/// What decides where a finding stands in a report.
struct FindingOrderKey: Comparable {
    let severity: Severity
    let checkID: CheckID
    let operation: String
    let fingerprint: Fingerprint

    init(_ finding: Finding) { self.init(finding, fingerprint: finding.fingerprint) }

    /// - Parameters:
    ///   - finding: The finding.
    ///   - fingerprint: The finding's fingerprint, for callers that have it at hand: it takes time to compute.
    init(_ finding: Finding, fingerprint: Fingerprint) {
        severity = finding.severity
        checkID = finding.checkID
        operation = finding.location.operationName
        self.fingerprint = fingerprint
    }

    static func < (lhs: FindingOrderKey, rhs: FindingOrderKey) -> Bool {
        if lhs.severity != rhs.severity { return lhs.severity > rhs.severity }
        if lhs.checkID != rhs.checkID { return lhs.checkID < rhs.checkID }
        if lhs.operation != rhs.operation { return lhs.operation < rhs.operation }
        return lhs.fingerprint.rawValue < rhs.fingerprint.rawValue
    }
}
