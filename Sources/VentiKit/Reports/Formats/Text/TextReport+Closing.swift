//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension TextReport {
    /// What was covered, who could log in, what could not be understood, and the sum.
    func closingLines(of report: ScanReport, counts: [Severity: Int], _ triaged: TriageCounts) -> [String] {
        var lines: [String] = []
        if report.outcome != .completed {
            lines += line("Outcome", "\(report.outcome.words)\(report.outcomeDetail.map { ": \($0)" } ?? "")")
        }
        lines += coverageLines(report.coverage)
        lines += accessLines(report.accessMatrix)
        for identity in report.identities where !identity.works {
            lines += line("Identity", "\(identity.name) does not work: \(identity.detail)")
        }
        if let tls = report.tls { lines += line("TLS", tls.summary) }
        lines += diagnosticLines(report.diagnostics)
        if !report.statistics.refused.isEmpty {
            let refused = report.statistics.refused
            lines += line("Refused", "\(refused.count) outside the scope: \(Self.list(refused, maximum: 3))")
        }
        if let triage = report.triage {
            for (name, text) in triageTexts(triage, triaged) { lines += line(name, text) }
        }
        lines += line("Summary", Self.summary(of: report, counts: counts, triaged))
        return lines
    }

    private func coverageLines(_ coverage: ScanCoverage) -> [String] {
        let total = coverage.operations.count
        let reached = coverage.reachedCount
        let percent = Int((coverage.fraction * 100).rounded(.down))
        var lines = line("Coverage", "\(reached)/\(total) operations reached 2xx (\(percent) %)")
        let missing = coverage.operations.filter { !$0.isReached }
        if reached == 0 {
            lines += line("", "Nothing was reached: the absence of findings says nothing.")
        }
        if !missing.isEmpty {
            let names = missing.map { "\($0.operation) (\(Self.reason(for: $0)))" }
            lines += line("", "not reached: \(Self.list(names, maximum: 10))")
        }
        let odd = coverage.operations.filter { $0.isReached && $0.attempts.contains(where: Self.isOdd) }
        guard !odd.isEmpty else { return lines }
        let names = odd.map { "\($0.operation) (\(Self.words(for: $0.attempts.filter(Self.isOdd))))" }
        return lines + line("", "answered oddly: \(Self.list(names, maximum: 10))")
    }

    /// Whether a response came of which a scan cannot make much.
    private static func isOdd(_ attempt: OperationCoverage.Attempt) -> Bool {
        attempt.bestStatus != nil && ![.answered, .redirected, .unknown].contains(attempt.outcome)
    }

    private static func reason(for operation: OperationCoverage) -> String {
        if let reason = operation.skippedBecause { return reason }
        let answered = operation.attempts.filter { $0.bestStatus != nil }
        return answered.isEmpty ? operation.attempts.first?.outcome.description ?? "not tried" : words(for: answered)
    }

    /// The statuses in their order, each with what is odd about the answer.
    private static func words(for attempts: [OperationCoverage.Attempt]) -> String {
        let words = attempts.map { attempt in
            let status = attempt.bestStatus.map(String.init) ?? ""
            return isOdd(attempt) ? "\(status) \(attempt.outcome)" : status
        }
        return Set(words).sorted().joined(separator: ", ")
    }

    private func diagnosticLines(_ diagnostics: [ScanDiagnostic]) -> [String] {
        guard !diagnostics.isEmpty else { return [] }
        let worst = diagnostics.filter { $0.level != .note }
        var lines = line("Document", "\(diagnostics.count) remarks, \(worst.count) of them warnings or errors")
        for diagnostic in worst.prefix(5) { lines += line("", diagnostic.description) }
        if worst.count > 5 { lines += line("", "… \(worst.count - 5) more in the JSON report") }
        return lines
    }

    private static func summary(of report: ScanReport, counts: [Severity: Int], _ triaged: TriageCounts) -> String {
        let counts = Severity.allCases.reversed().map { "\(counts[$0, default: 0]) \($0.rawValue)" }
        let requests = report.statistics.requestsSent
        return counts.joined(separator: "  ") + triaged.summary(in: report.triage)
            + " · \(requests.counted("request")) in \(report.elapsedWords)"
    }

    private func line(_ name: String, _ text: String) -> [String] {
        let safe = style.safe(TerminalText.cut(text, to: 4_000))
        return wrappedKeepingSpaces(safe, width: lineWidth - 12).enumerated().map { index, line in
            "  " + style.paint(Self.padded(index == 0 ? name : "", 10), .label) + line
        }
    }

    /// Short texts stay as they are, with their double spaces.
    private func wrappedKeepingSpaces(_ text: String, width: Int) -> [String] {
        text.count <= width ? [text] : TerminalText.wrapped(text, width: width)
    }
}
