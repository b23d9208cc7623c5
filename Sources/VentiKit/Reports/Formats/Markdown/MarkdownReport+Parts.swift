//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension MarkdownReport {
    func head(of report: ScanReport, _ digest: ReportDigest, _ verdict: Verdict) -> String {
        var text = "# VentiKit: \(digest.countWords)\n\n"
        text += "**\(verdict.title)** \(MarkdownText.escaped(verdict.explanation))\n\n"
        let name = "\(report.api.title) \(report.api.version)".bounded(to: 200)
        text += "\(MarkdownText.code(name)) at \(MarkdownText.code(report.target.bounded(to: 300)))"
        text += " · profile \(report.profile.rawValue)"
        text += " · \(report.statistics.requestsSent.counted("request")) in \(report.elapsedWords)\n\n"
        text += "\(report.reachWords) answered with 2xx."
        let missing = report.coverage.operations.filter { !$0.isReached }
        if !missing.isEmpty {
            let names = missing.prefix(8).map { MarkdownText.code($0.operation.bounded(to: 120)) }
            text += " Not reached: \(names.joined(separator: ", "))"
            text += missing.count > 8 ? " and \(missing.count - 8) more." : "."
        }
        text += "\n"
        for identity in report.identities.filter({ !$0.works }).prefix(5) {
            let detail = MarkdownText.escaped(identity.detail.bounded(to: 200))
            text += "\n\(MarkdownText.code(identity.name.bounded(to: 60))) does not work: \(detail)\n"
        }
        if let triage = report.triage, !triage.fixed.isEmpty {
            text +=
                "\n\(triage.fixed.count.counted("finding")) of the baseline \(triage.fixed.count == 1 ? "is" : "are")"
            text += " gone.\n"
        }
        return text
    }

    static func row(_ finding: Finding, _ status: FindingTriage.Status?) -> String {
        let cells =
            [
                "**\(finding.severity.rawValue)**",
                MarkdownText.code(finding.checkID.shortName.bounded(to: 60)),
                MarkdownText.code(finding.placeName.bounded(to: 120)),
                MarkdownText.escaped(finding.headline.bounded(to: 300)),
                finding.confidence.rawValue,
            ] + (status.map { [$0.words] } ?? [])
        return "| \(cells.joined(separator: " | ")) |\n"
    }

    /// One finding, folded.
    static func details(of finding: Finding, in report: ScanReport) -> String {
        let name = MarkdownText.escaped("\(finding.title) at \(finding.placeName)".bounded(to: 200))
        var text = "\n<details><summary>\(finding.severity.rawValue): \(name)</summary>\n\n"
        text += MarkdownText.escaped(finding.headline.bounded(to: 2_000)) + "\n\n"
        let assertions = (finding.proof?.assertions ?? []).prefix(6)
        text += "**Sure**: \(finding.confidence.rawValue), \(finding.confidence.explanation).\n"
        for assertion in assertions { text += "- \(MarkdownText.escaped(assertion.explanation))\n" }
        let commands = (finding.proof?.steps ?? []).prefix(6).map { step in
            CurlCommand(step, target: report.target, identities: report.identities.map(\.name)).text
        }
        let shown = commands.filter { $0.utf8.count <= 2_000 }
        if !shown.isEmpty { text += "\n" + MarkdownText.codeBlock(shown, language: "sh") + "\n" }
        if !finding.remediation.isEmpty {
            text += "\n**Fix**: \(MarkdownText.escaped(finding.remediation.bounded(to: 1_000)))\n"
        }
        let references = finding.references + [finding.fingerprint.shortForm]
        return text + "\n\(references.joined(separator: " · "))\n\n</details>\n"
    }

    func footer(of report: ScanReport) -> String {
        let tool = MarkdownText.escaped("\(report.tool.name) \(report.tool.version)".bounded(to: 60))
        return "\n\(tool) · seed \(report.seed) · began \(MarkdownText.code(report.startedAt.bounded(to: 40)))\n"
    }
}
