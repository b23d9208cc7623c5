//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Runs the checks that need nothing but the document: no target, no request.
public struct DocumentAudit: Sendable {
    private let checks: CheckSet
    private let policy: ScanPolicy

    /// Makes an audit.
    ///
    /// - Parameters:
    ///   - checks: The checks to choose from; those that send are left aside.
    ///   - policy: Which of them to run, and which operations to look at.
    public init(checks: CheckSet = .default, policy: ScanPolicy = ScanPolicy()) {
        self.checks = checks
        self.policy = policy
    }

    /// The checks that the audit runs.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/unknownCheck`` where the policy names a check that is none.
    public func selectedChecks() throws -> [any DocumentCheck] {
        try CheckSelection(policy).select(from: checks).compactMap { $0 as? any DocumentCheck }
    }

    /// What the checks find in a document.
    ///
    /// Every finding is confirmed, since the document itself is its proof. Nothing was sent, and the coverage says so: a
    /// gate for scans does not pass such a report.
    ///
    /// - Parameter description: The document's description.
    /// - Returns: A report whose target is the document's name.
    /// - Throws: As ``selectedChecks()``.
    public func report(on description: APIDescription) throws -> ScanReport {
        let selected = try selectedChecks()
        let selection = OperationSelection(policy)
        var audited = description
        audited.operations = description.operations.filter(selection.contains)
        var collector = FindingCollector()
        for check in selected {
            for finding in check.audit(audited) { collector.add(finding, purpose: .reach, number: 0) }
        }
        var report = ScanReport(
            api: description.summary,
            target: description.documentName,
            profile: policy.profile,
            seed: policy.seed,
            startedAt: UnixTime.rfc3339
        )
        report.findings = collector.findings.map { finding in
            var finding = finding
            finding.confidence = .confirmed
            return finding
        }
        report.coverage.operations = description.operations.map { operation in
            let isAudited = selection.contains(operation)
            return OperationCoverage(
                operation: operation.id,
                skippedBecause: isAudited ? "only the document was looked at" : "left out by the policy",
                checksRun: isAudited ? selected.map(\.metadata.id).sorted() : []
            )
        }
        // Where operations were left out, each says by itself whether it was looked at.
        if audited.operations.count == description.operations.count {
            report.coverage.checksRun = selected.map(\.metadata.id).sorted()
        }
        report.diagnostics = description.diagnostics
        return report
    }
}

extension ScanReport {
    /// Whether the report is of a document alone, such as ``DocumentAudit`` makes: nothing was to be sent.
    public var isOfDocumentAlone: Bool {
        outcome == .completed && statistics.requestsSent == 0 && statistics.failures.isEmpty
            && !coverage.operations.isEmpty
            && coverage.operations.allSatisfy { $0.attempts.isEmpty && $0.skippedBecause != nil }
    }
}
