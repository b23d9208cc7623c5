//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

extension OutputFormat {
    /// What writes the format.
    ///
    /// - Parameters:
    ///   - terminal: Where text for people will be seen.
    ///   - folder: The folder that paths in the report are relative to.
    ///   - failOn: The least severity of a finding that fails the gate, or `nil` where findings never do.
    ///   - newOnly: Whether findings pass the gate that the baseline has.
    func writer(
        on terminal: Terminal,
        in folder: String,
        failOn: Severity?,
        newOnly: Bool = false,
        showsAccepted: Bool = false
    ) -> any ReportFormat {
        let checks = CheckSet.default.checks.map(\.metadata)
        switch self {
        case .table:
            var text = TextReport(
                width: terminal.isInteractive ? min(terminal.columns, 140) : 120,
                usesColor: terminal.showsColor,
                usesUnicode: terminal.showsUnicode
            )
            text.showsAccepted = showsAccepted
            return text
        case .json: return JSONReport()
        case .jsonl: return NDJSONReport()
        case .sarif: return SARIFReport(checks: checks, sourceRoot: folder)
        case .junit: return JUnitReport()
        case .gitlab: return GitLabReport()
        case .html:
            var report = HTMLReport(checks: checks)
            report.failOn = failOn
            report.countsNewOnly = newOnly
            return report
        case .markdown:
            var report = MarkdownReport(failOn: failOn)
            report.countsNewOnly = newOnly
            return report
        case .csv: return CSVReport()
        case .github: return GitHubAnnotations(sourceRoot: folder)
        }
    }
}
