//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension TextReport {
    /// One finding: what happened, why it is certain, how to see it again, and what to do.
    func detailLines(_ finding: Finding, number: Int, of count: Int, in report: ScanReport) -> [String] {
        detailLines(finding, heading: ["\(number) of \(count)"], in: report)
    }

    /// One finding on its own.
    func detailLines(_ finding: Finding, heading: [String] = [], in report: ScanReport) -> [String] {
        var heading = heading + [finding.checkID.shortName, Self.place(of: finding)]
        if let source = finding.location.source { heading.append("\(source.file):\(source.line)") }
        heading.append(finding.fingerprint.shortForm)
        let title = style.paint(finding.severity.rawValue.uppercased(), .severity(finding.severity))
        var lines = ["  " + title + style.safe(" · " + heading.joined(separator: " · "))]
        lines += field("what", finding.title)
        if !finding.summary.isEmpty { lines += field("why", finding.summary) }
        lines += field("certain", certainty(of: finding))
        if let corroboration = finding.corroboration { lines += field("checked", corroboration.reason) }
        if !finding.affectedOperations.isEmpty {
            lines += field("affects", Self.list(finding.affectedOperations, maximum: 8))
        }
        if let proof = finding.proof { lines += repetition(of: proof, in: report) }
        if !finding.remediation.isEmpty { lines += field("fix", finding.remediation) }
        if !finding.references.isEmpty { lines += field("see", finding.references.joined(separator: " · ")) }
        return lines
    }

    private func certainty(of finding: Finding) -> String {
        let confidence = "\(finding.confidence.rawValue): \(finding.confidence.explanation)"
        let assertions = finding.proof?.assertions ?? []
        guard !assertions.isEmpty else { return confidence }
        let shown = assertions.prefix(6).map(\.explanation) + (assertions.count > 6 ? ["…"] : [])
        return "\(confidence) (\(shown.joined(separator: "; ")))"
    }

    private func repetition(of proof: Proof, in report: ScanReport) -> [String] {
        var lines: [String] = []
        var variables: [CurlCommand.Variable] = []
        for step in proof.steps.prefix(Self.maximumSteps) {
            let command = CurlCommand(
                step,
                target: report.target,
                identities: report.identities.map(\.name),
                usesUnicode: usesUnicode
            )
            variables += command.variables.filter { !variables.contains($0) }
            let answer = step.response.map { " → \($0.status)" } ?? ""
            let who = step.identity.map { " as \($0)" } ?? ""
            let isShown = command.text.count <= Self.maximumCommand
            let text = isShown ? command.text : "# too long to show here; see the JSON report"
            lines.append(
                label(lines.isEmpty ? "repeat" : "") + style.paint(style.safe("# \(step.label)\(who)\(answer)"), .label)
            )
            // The command is quoted for terminals already; what is left is taken out all the same.
            lines.append(label("") + style.safe(text))
        }
        if proof.steps.count > Self.maximumSteps {
            lines.append(label("") + style.plain("# … \(proof.steps.count - Self.maximumSteps) more steps"))
        }
        for variable in variables {
            lines.append(label("") + style.paint(style.safe("# $\(variable.name): \(variable.meaning)"), .label))
        }
        return lines
    }

    /// A label and its text, broken into lines that begin below each other.
    func field(_ name: String, _ text: String) -> [String] {
        let safe = style.safe(TerminalText.cut(text, to: 2_000))
        return TerminalText.wrapped(safe, width: lineWidth - Self.labelWidth).enumerated().map { index, line in
            label(index == 0 ? name : "") + line
        }
    }

    private func label(_ name: String) -> String {
        "    " + style.paint(Self.padded(name, Self.labelWidth - 4), .label)
    }

    /// The first names, and how many more there are.
    static func list(_ names: [String], maximum: Int) -> String {
        let rest = names.count - maximum
        return names.prefix(maximum).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static let labelWidth = 14
    private static let maximumSteps = 6
    private static let maximumCommand = 2_000
}
