//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Gathers the findings of another tool: each flaw once, with its texts redacted and bounded.
package struct ImportedFindings {
    /// The findings that are kept. More are counted.
    package static let maximumFindings = 200_000

    /// The number of reported flaws that are another report of a finding that is kept.
    package private(set) var repeated = 0
    private var findings: [Fingerprint: Finding] = [:]
    private var places: [Fingerprint: Int] = [:]
    private var leftOut = 0
    private let redactor = Redactor()

    package init() {}

    /// Adds a finding, or counts it where its fingerprint is there already.
    ///
    /// - Parameter finding: What the tool reported, with texts as they came.
    package mutating func add(_ finding: Finding) {
        let fingerprint = finding.fingerprint
        guard var known = findings[fingerprint] else {
            guard findings.count < Self.maximumFindings else { return leftOut += 1 }
            findings[fingerprint] = cleaned(finding)
            return
        }
        repeated += 1
        places[fingerprint, default: 1] += 1
        known.severity = max(known.severity, finding.severity)
        known.confidence = max(known.confidence, finding.confidence)
        for operation in finding.affectedOperations
        where known.affectedOperations.count < 500 && !known.affectedOperations.contains(operation) {
            known.affectedOperations.append(operation)
        }
        findings[fingerprint] = known
    }

    /// The findings in the order of reports.
    package var all: [Finding] {
        findings.map { fingerprint, finding in
            var finding = finding
            finding.affectedOperations.sort()
            if let count = places[fingerprint] { finding.summary += " Reported \(count) times here." }
            return finding
        }.inReportOrder()
    }

    /// What was left out, for the report.
    package var diagnostics: [ScanDiagnostic] {
        guard leftOut > 0 else { return [] }
        return [ScanDiagnostic(.warning, "\(leftOut) findings beyond \(Self.maximumFindings) were left out.")]
    }

    private func cleaned(_ finding: Finding) -> Finding {
        var finding = finding
        finding.title = Self.bounded(redactor.redact(finding.title), 200)
        finding.summary = Self.bounded(redactor.redact(finding.summary), 1_000)
        finding.remediation = Self.bounded(redactor.redact(finding.remediation), 2_000)
        return finding
    }

    /// The beginning of a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - characters: The characters that may be left.
    package static func bounded(_ text: String, _ characters: Int) -> String {
        text.utf8.count > characters && text.count > characters ? text.prefix(characters - 1) + "…" : text
    }
}
