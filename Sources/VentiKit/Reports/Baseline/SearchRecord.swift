//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where a scan looked and with what, which tells a finding that is gone from one that was not looked for.
struct SearchRecord {
    private let profile: ScanPolicy.Profile
    private let isComplete: Bool
    /// The checks of the document and of the host as a whole.
    private let checksRun: Set<CheckID>
    private var operations: [OperationKey: OperationCoverage] = [:]
    /// The checks that ran at one operation at least that was reached.
    private var checksRunSomewhere: Set<CheckID> = []
    /// The checks that ran at an operation of the path that was reached.
    private var checksRunAtPath: [Substring: Set<CheckID>] = [:]

    init(of report: ScanReport) {
        profile = report.profile
        isComplete = report.outcome == .completed
        checksRun = Set(report.coverage.checksRun)
        for coverage in report.coverage.operations {
            let key = OperationKey(coverage.operation)
            operations[key] = coverage
            guard coverage.isReached else { continue }
            checksRunSomewhere.formUnion(coverage.checksRun)
            checksRunAtPath[key.path, default: []].formUnion(coverage.checksRun)
        }
    }

    /// Why it proves nothing that the scan did not see a finding again; `nil` where it looked for it.
    func reasonNotSeen(_ entry: Baseline.Entry) -> String? {
        reasonNotSeen(check: entry.checkID, operation: entry.operation, profile: entry.profile)
    }

    /// Why it proves nothing that the scan did not see a finding; `nil` where it looked for it.
    ///
    /// - Parameters:
    ///   - check: The check that saw it.
    ///   - operation: The operation at which it was seen.
    ///   - profile: How far the scan went that saw it.
    func reasonNotSeen(check: CheckID, operation: String, profile seenIn: ScanPolicy.Profile?) -> String? {
        guard isComplete else { return "the scan did not get to its end" }
        if let seenIn, profile < seenIn {
            return "the scan went as far as \(profile.rawValue), not \(seenIn.rawValue)"
        }
        let key = OperationKey(operation)
        guard let coverage = operations[key] else {
            if checksRun.contains(check) { return nil }
            // What belongs to the host, and methods that the document does not have.
            if operation == FindingLocation.host.operationName {
                return checksRunSomewhere.contains(check) ? nil : "the check did not run"
            }
            guard let ran = checksRunAtPath[key.path] else { return "the document does not have the operation" }
            return ran.contains(check) ? nil : "the check did not run there"
        }
        if checksRun.contains(check) { return nil }
        if let reason = coverage.skippedBecause { return "the operation was left out: \(reason)" }
        guard coverage.isReached else { return "the operation was not reached" }
        if coverage.checksRun.contains(check) { return nil }
        if let skipped = coverage.checksSkipped.first(where: { $0.check == check }) {
            return "the check did not run there: \(skipped.reason)"
        }
        return "the check did not run there"
    }
}
