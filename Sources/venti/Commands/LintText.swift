//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What the checks of a document found, a line each that editors can jump to, and below it how to mend each kind.
struct LintText {
    let report: ScanReport
    let terminal: Terminal

    var text: String {
        let words = ProgressText(terminal)
        let findings = report.findings.sorted {
            let (left, right) = ($0.location.source, $1.location.source)
            return (left?.file ?? "", left?.line ?? 0, $0.checkID.rawValue, $0.fingerprint.rawValue)
                < (right?.file ?? "", right?.line ?? 0, $1.checkID.rawValue, $1.fingerprint.rawValue)
        }
        var lines = report.diagnostics.filter { $0.level != .note }.map(\.description)
        lines += findings.map(line)
        if !findings.isEmpty { lines += [""] + mends(findings) }
        lines += ["", summary]
        return lines.map { words.shown($0) + "\n" }.joined()
    }

    private func line(_ finding: Finding) -> String {
        let place = finding.location.source.map { "\($0.file):\($0.line)" } ?? report.api.documentName
        let text = finding.summary.isEmpty ? finding.title : finding.summary
        return "\(place): \(finding.severity.rawValue): \(finding.location.operationName): \(text) "
            + "[\(finding.checkID.shortName)]"
    }

    /// One entry for each check that found something.
    private func mends(_ findings: [Finding]) -> [String] {
        var seen: Set<CheckID> = []
        let columns = terminal.isInteractive ? max(60, min(terminal.columns, 100)) : 100
        return findings.filter { seen.insert($0.checkID).inserted && !$0.remediation.isEmpty }.flatMap { finding in
            ["  \(finding.checkID.shortName)"] + CheckExplanation.row("fix", finding.remediation, columns)
        }
    }

    private var summary: String {
        let counts = Severity.allCases.reversed().map { severity in
            "\(report.findings.count { $0.severity == severity }) \(severity.rawValue)"
        }
        let checks = Set(report.coverage.operations.flatMap(\.checksRun)).count
        return
            "  Summary   \(counts.joined(separator: "  ")) · \(report.api.operations.counted("operation")), "
            + checks.counted("check")
    }
}
