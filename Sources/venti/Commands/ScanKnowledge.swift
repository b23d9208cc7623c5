//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What the user knows and has accepted: the baseline and the acceptances, and what they mean for the gate.
struct ScanKnowledge: Sendable {
    var baseline: Baseline?
    var baselineName = ""
    var acceptances: [Acceptance] = []
    /// The day by which acceptances are judged; `nil` where there is nothing to judge.
    var today: CalendarDate?
    var countsNewOnly = false
    /// Whether the table lists accepted findings.
    var showsAccepted = false

    init() {}

    /// - Throws: ``CommandError`` that names the baseline if it cannot be used.
    init(_ options: GateOptions, _ config: ScanConfig, _ surroundings: Surroundings) throws {
        countsNewOnly = options.newOnly || config.countsNewOnly ?? false
        showsAccepted = options.showAccepted
        acceptances = config.acceptances
        today = surroundings.today
        let file =
            options.baseline.map { BaselineFile($0, surroundings) }
            ?? config.baseline.map { BaselineFile($0, surroundings) }
            ?? (countsNewOnly ? BaselineFile(BaselineFile.defaultPath, surroundings) : nil)
        guard let file else { return }
        baselineName = file.name
        guard let known = try file.read() else {
            throw CommandError.usage(
                "\(file.name): there is no such baseline; write it with venti baseline write findings.json"
                    + (file.name == BaselineFile.defaultPath ? "" : " --path \(file.name)")
            )
        }
        baseline = known
    }

    /// What is known of the report's findings, or `nil` where there is neither a baseline nor an acceptance.
    func triage(of report: ScanReport, _ checks: CheckSet) -> FindingTriage? {
        guard let today, baseline != nil || !acceptances.isEmpty else { return nil }
        let rules = TriageRules(
            baseline: baseline,
            baselineName: baselineName,
            acceptances: acceptances,
            date: today,
            checks: checks.checks.map(\.metadata)
        )
        return rules.triage(of: report)
    }

    /// The acceptances that have ended or that cover nothing, each with its place and what to do.
    func warnings(about report: ScanReport) -> [String] {
        guard let triage = report.triage else { return [] }
        let expired = triage.expired.map { expiry in
            let count = expiry.findings.count.counted("finding")
            let effect =
                expiry.findings.isEmpty
                ? "it covers nothing any more; remove it"
                : "\(count) \(expiry.findings.count == 1 ? "counts" : "count") again; mend, or decide anew"
            return "\(Self.place(of: expiry.acceptance)) ended on \(expiry.acceptance.until): \(effect)"
        }
        let unused = triage.unused.map { acceptance in
            "\(Self.place(of: acceptance)) covers no finding\(Self.hint(for: acceptance, report))"
        }
        return expired + unused
    }

    private static func place(of acceptance: Acceptance) -> String {
        let place = acceptance.source.map { "\($0.file):\($0.line): " } ?? ""
        return "\(place)the acceptance of \(acceptance.subject)"
    }

    private static func hint(for acceptance: Acceptance, _ report: ScanReport) -> String {
        let operations = report.coverage.operations
        let isGeneral = acceptance.match == "*" || acceptance.match == FindingLocation.host.operationName
        guard !isGeneral, !operations.contains(where: acceptance.fits) else { return "; remove it" }
        let names = operations.map(\.operation)
        return ": the API has no such operation\(Suggestion.phrase(for: acceptance.match, among: names))"
    }
}
