//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

extension OutputFormat {
    /// The report in this format.
    ///
    /// - Parameters:
    ///   - terminal: Where text for people will be seen.
    ///   - folder: The folder that paths in the report are relative to.
    func text(for report: ScanReport, on terminal: Terminal, in folder: String) throws -> String {
        switch self {
        case .table:
            TextReport(
                width: terminal.isInteractive ? min(terminal.columns, 140) : 120,
                usesColor: terminal.showsColor,
                usesUnicode: terminal.showsUnicode
            ).text(for: report)
        case .json: try JSONReport().text(for: report)
        case .jsonl: try NDJSONReport().text(for: report)
        case .sarif:
            try SARIFReport(checks: CheckSet.default.checks.map(\.metadata), sourceRoot: folder).text(for: report)
        }
    }
}
