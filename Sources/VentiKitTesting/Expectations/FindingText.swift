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

    /// The request that shows the flaw. Where it uses what earlier ones gave, a note says so.
    private var command: String? {
        guard let proof = finding.proof, let step = proof.decisiveStep else { return nil }
        let command = CurlCommand(step, target: report.target, identities: report.identities.map(\.name))
        guard command.text.count <= Self.maximumCommand else { return "too long to show here; see findings.json" }
        guard command.text.contains("{{") else { return command.text }
        return command.text + "  # {{…}} comes from earlier requests: see findings.json"
    }

    private static let maximumCommand = 2_000

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension Proof {
    /// The step whose answer gives the flaw away: the last one that something is asserted of besides its status.
    fileprivate var decisiveStep: ProofStep? {
        let telling = assertions.last { assertion in
            switch assertion {
            case .status, .statusNot, .bodyLacks, .bodyMatchesNot, .memberDiffers, .memberBesideDiffers: false
            default: true
            }
        }
        return steps.first { $0.label == telling?.steps.first } ?? steps.last
    }
}
