//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HTMLReport {
    /// What was tested, and what was not and why.
    func coverage(_ page: inout HTMLPage, _ report: ScanReport) {
        page.section("coverage", "Coverage, and what was not tested") { page in
            page.raw("<p>")
            page.text("\(report.reachWords) answered with 2xx to at least one identity. ")
            page.raw("An operation that never did was hardly tested, whatever its findings.</p>\n")
            Self.bar(&page, share: report.coverage.fraction, "good")
            notReached(&page, report.coverage)
            notRun(&page, report.coverage)
            operations(&page, report.coverage)
            diagnostics(&page, report.diagnostics)
        }
    }

    private func notReached(_ page: inout HTMLPage, _ coverage: ScanCoverage) {
        let missing = coverage.operations.filter { !$0.isReached }
        guard !missing.isEmpty else {
            page.raw("<p>Every operation of the document was reached.</p>\n")
            return
        }
        page.raw("<h3>Not reached</h3>\n")
        let reasons = Dictionary(grouping: missing) { operation in
            operation.skippedBecause ?? Self.answers(of: operation)
        }
        page.table("Operations that were not reached, by reason", ["Why", "How many", "Operations"]) { page in
            let sorted = reasons.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
            for (reason, operations) in sorted.prefix(Self.maximumReasons) {
                page.row(reason, [operations.count.grouped, Self.list(operations.map(\.operation))])
            }
        }
    }

    /// The best answers to an operation: `best answer 403`.
    private static func answers(of operation: OperationCoverage) -> String {
        let answers = Set(operation.attempts.map { $0.bestStatus.map(String.init) ?? $0.outcome.description }).sorted()
        return answers.isEmpty ? "not tried" : "best answer \(answers.joined(separator: ", "))"
    }

    private func notRun(_ page: inout HTMLPage, _ coverage: ScanCoverage) {
        var reasons: [String: (checks: Set<CheckID>, places: Int)] = [:]
        for operation in coverage.operations {
            for skipped in operation.checksSkipped {
                reasons[skipped.reason, default: ([], 0)].checks.insert(skipped.check)
                reasons[skipped.reason, default: ([], 0)].places += 1
            }
        }
        guard !reasons.isEmpty else { return }
        page.raw("<h3>Checks that did not run</h3>\n")
        page.table("Checks that did not run, by reason", ["Why", "How often", "Checks"]) { page in
            let sorted = reasons.sorted { ($1.value.places, $0.key) < ($0.value.places, $1.key) }
            for (reason, entry) in sorted.prefix(Self.maximumReasons) {
                page.row(reason, [entry.places.grouped, Self.list(entry.checks.map(\.shortName).sorted())])
            }
            if sorted.count > Self.maximumReasons {
                page.row("other reasons", ["\(sorted.count - Self.maximumReasons) reasons", "see the JSON report"])
            }
        }
    }

    private func operations(_ page: inout HTMLPage, _ coverage: ScanCoverage) {
        guard !coverage.operations.isEmpty else { return }
        page.raw("<details class=\"fold\"><summary>Every operation</summary>\n")
        page.table("Every operation", ["Operation", "Best answers", "Requests", "Checks that ran", "That did not"]) {
            page in
            for operation in coverage.operations.prefix(Self.maximumOperationRows) {
                let answers = operation.attempts.map { attempt in
                    "\(attempt.identity) \(attempt.bestStatus.map(String.init) ?? attempt.outcome.description)"
                }
                page.row(
                    operation.operation,
                    [
                        operation.skippedBecause.map { "left out: \($0)" } ?? Self.list(answers),
                        operation.attempts.reduce(0) { $0 + $1.requests }.grouped,
                        operation.checksRun.count.grouped,
                        operation.checksSkipped.count.grouped,
                    ]
                )
            }
        }
        let rest = coverage.operations.count - Self.maximumOperationRows
        if rest > 0 { page.element("p", "\(rest.counted("more operation")) in the JSON report.", class: "muted") }
        page.raw("</details>\n")
    }

    private func diagnostics(_ page: inout HTMLPage, _ diagnostics: [ScanDiagnostic]) {
        guard !diagnostics.isEmpty else { return }
        page.raw("<details class=\"fold\"><summary>")
        page.text(diagnostics.count.counted("remark"))
        page.raw(" about the document and the scan</summary>\n")
        page.table("Remarks", ["Level", "Remark", "Place"]) { page in
            for diagnostic in diagnostics.prefix(Self.maximumRemarks) {
                page.row(diagnostic.level.rawValue, [diagnostic.message, diagnostic.source?.description ?? "–"])
            }
        }
        let rest = diagnostics.count - Self.maximumRemarks
        if rest > 0 { page.element("p", "\(rest.counted("more remark")) in the JSON report.", class: "muted") }
        page.raw("</details>\n")
    }

    static func list(_ names: [String], maximum: Int = 12) -> String {
        let rest = names.count - maximum
        return names.prefix(maximum).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private static let maximumReasons = 30
    private static let maximumOperationRows = 1_000
    private static let maximumRemarks = 300
}
