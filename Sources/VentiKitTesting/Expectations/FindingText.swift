//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// A finding as the text of an issue: what it is, what happened, how to see it again, and what to do.
struct FindingText {
    let finding: Finding
    let report: ScanReport

    /// Four lines at most: title, summary, command, remediation.
    var lines: [String] {
        var lines = [title]
        if !finding.summary.isEmpty { lines.append(Self.oneLine(finding.summary)) }
        if let command { lines.append(command) }
        if !finding.remediation.isEmpty { lines.append("fix: " + Self.oneLine(finding.remediation)) }
        return lines
    }

    private var title: String {
        var parts = ["\(finding.severity.rawValue.uppercased()) \(finding.title)", finding.checkID.shortName, place]
        parts += finding.weaknesses.map(\.description)
        if let category = finding.category { parts.append("OWASP \(category)") }
        if finding.confidence == .tentative { parts.append("tentative") }
        return parts.joined(separator: " · ")
    }

    private var place: String {
        let point = finding.location.insertionPoint.map { " (\($0))" } ?? ""
        return finding.location.operationName + point
    }

    /// The step that shows the flaw: the last one that an assertion speaks of.
    private var command: String? {
        guard let step = finding.proof?.steps.last else { return nil }
        let command = CurlCommand(step, target: report.target, identities: report.identities.map(\.name))
        guard command.text.count <= Self.maximumCommand else { return "too long to show here; see findings.json" }
        return command.text
    }

    private static let maximumCommand = 2_000

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
