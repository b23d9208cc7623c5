//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension TextReport {
    /// How many findings have which status.
    struct TriageCounts {
        private(set) var new = 0
        private(set) var accepted = 0

        mutating func add(_ status: FindingTriage.Status?) {
            switch status {
            case .new: new += 1
            case .accepted: accepted += 1
            case .known, nil: break
            }
        }

        /// What the summary says of it, such as ` · 2 new · 1 accepted · 0 fixed`.
        func summary(in triage: FindingTriage?) -> String {
            guard let triage else { return "" }
            var parts: [String] = []
            if triage.baseline != nil { parts.append("\(new) new") }
            parts.append("\(accepted) accepted")
            if triage.baseline != nil { parts.append("\(triage.fixed.count) fixed") }
            if !triage.notSeen.isEmpty { parts.append("\(triage.notSeen.count) not seen") }
            return parts.map { " · \($0)" }.joined()
        }
    }

    /// Whether the table and the details have findings of a status.
    func lists(_ status: FindingTriage.Status?) -> Bool { showsAccepted || status?.isAccepted != true }

    /// The status as a column has it: `new`, `since 2026-10-02` or `accepted → 2027-01-31`.
    func columnText(_ status: FindingTriage.Status?) -> String {
        switch status {
        case .new: "new"
        case .known(let date): "since \(date)"
        case .accepted(let acceptance): style.plain("accepted → \(acceptance.until)")
        case nil: ""
        }
    }

    /// A row of the table with the status at its right, where there is room.
    func row(_ finding: Finding, _ survey: Survey, _ status: FindingTriage.Status?) -> String {
        var narrow = self
        narrow.width = lineWidth - survey.statusWidth - 2
        guard survey.statusWidth > 0, narrow.width >= 60 else { return row(finding, survey) }
        let text = columnText(status)
        guard !text.isEmpty else { return narrow.row(finding, survey) }
        var plain = narrow
        plain.usesColor = false
        let gap = max(2, narrow.width + 2 - plain.row(finding, survey).count)
        let role: TextStyle.Role = status == .new ? .bad : .label
        return narrow.row(finding, survey) + String(repeating: " ", count: gap) + style.paint(text, role)
    }

    /// What is known of a finding, below its details.
    func statusLines(of finding: Finding, in report: ScanReport) -> [String] {
        guard let status = report.status(of: finding) else { return [] }
        guard case .accepted(let acceptance) = status else { return field("status", status.words) }
        let by = acceptance.by.map { " by \($0)" } ?? ""
        return field("status", "accepted\(by) until \(acceptance.until): \(acceptance.reason)")
    }

    /// What is gone, what was not looked for, and which acceptances have ended or cover nothing.
    func triageTexts(_ triage: FindingTriage, _ counts: TriageCounts) -> [(name: String, text: String)] {
        var texts: [(name: String, text: String)] = []
        if !triage.fixed.isEmpty {
            let names = triage.fixed.map { "\($0.checkID.shortName) \($0.operation)" }
            texts.append(("Fixed", Self.list(names, maximum: 10)))
        }
        if !triage.notSeen.isEmpty {
            let names = triage.notSeen.map {
                "\($0.checkID.shortName) \($0.operation) (\($0.reason ?? "not looked for"))"
            }
            texts.append(("Not seen", "not proven fixed: \(Self.list(names, maximum: 10))"))
        }
        if counts.accepted > 0, !showsAccepted {
            let verb = counts.accepted == 1 ? "is" : "are"
            texts.append(("Accepted", "\(counts.accepted.counted("finding")) \(verb) counted and not listed"))
        }
        for expiry in triage.expired {
            let count = expiry.findings.count
            let effect =
                count == 0 ? "covers nothing" : "\(count.counted("finding")) \(count == 1 ? "counts" : "count") again"
            texts.append(
                ("Accepted", "\(Self.name(of: expiry.acceptance)) ended on \(expiry.acceptance.until): \(effect)")
            )
        }
        for acceptance in triage.unused {
            texts.append(("Accepted", "\(Self.name(of: acceptance)) covers no finding"))
        }
        return texts
    }

    private static func name(of acceptance: Acceptance) -> String {
        acceptance.subject + (acceptance.source.map { " (\($0.file):\($0.line))" } ?? "")
    }
}
