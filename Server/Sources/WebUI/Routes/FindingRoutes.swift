//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird
import VentiKit
import VentiServer
import VentiService

/// Findings, and what people think of them.
enum FindingRoutes {
    static func add(to pages: PageRouter) {
        pages.get("/findings") { visit in try visit.html(try await list(visit)) }
        pages.get("/findings/{finding}") { visit in try visit.html(try await page(visit)) }
        pages.post("/findings/{finding}/state", back: Self.back) { visit, form in
            _ = try await visit.platform.findings.judge(
                try visit.id("finding"),
                try verdict(form),
                assignee: form.fields["assignee"] == nil ? nil : form["assignee"],
                version: Int(form["version"]),
                as: visit.principal
            )
            return visit.redirect(back(visit), done: "judged")
        }
        pages.post("/findings/{finding}/comments", back: Self.back) { visit, form in
            _ = try await visit.platform.findings.comment(
                form["text"],
                on: try visit.id("finding"),
                as: visit.principal
            )
            return visit.redirect(back(visit), done: "comment")
        }
    }

    @Sendable private static func back(_ visit: Visit) -> String { "/findings/\(visit.path["finding"] ?? "")" }

    private static func verdict(_ form: Form) throws -> FindingService.Verdict? {
        switch form["verdict"] {
        case "": return nil
        case "open": return .reopened
        case "false_positive": return .falsePositive(reason: form["reason"])
        case "accepted":
            guard let until = Timestamp.date("\(form["until"])T23:59:59Z") else {
                throw ServiceError.invalid("/until", "Choose until when the risk is taken on.")
            }
            return .accepted(reason: form["reason"], until: until)
        default: throw ServiceError.invalid("/verdict", "There is no such judgement.")
        }
    }

    private static func list(_ visit: Visit) async throws -> FindingsPage {
        var filter = FindingService.Filter()
        let asked = visit.query.all("state")
        filter.states = asked.flatMap { text -> [TrackedFinding.State] in
            text == "active" ? TrackedFinding.State.active : TrackedFinding.State(rawValue: text).map { [$0] } ?? []
        }
        filter.target = RecordID(rawValue: visit.query["target"])
        filter.text = visit.query["q"].isEmpty ? nil : visit.query["q"]
        let counts = try await visit.platform.findings.counts(filter, as: visit.principal)
        filter.severities = visit.query.all("severity").compactMap { Severity(rawValue: $0) }
        let list = try await visit.platform.findings.list(filter, as: visit.principal, page: visit.pageRequest())
        let targets = try await visit.targets(list.items.map(\.target))
        let query =
            [("q", visit.query["q"]), ("target", visit.query["target"])]
            + filter.states.map { ("state", $0.rawValue) } + filter.severities.map { ("severity", $0.rawValue) }
        return FindingsPage(
            page: try await visit.chrome("Findings", .findings),
            total: list.total.counted("finding"),
            text: visit.query["q"],
            severities: counts.bySeverity.map { name, count in
                FindingsPage.SeverityChoice(
                    value: name,
                    label: name.prefix(1).uppercased() + name.dropFirst(),
                    count: count,
                    isChosen: filter.severities.contains { $0.rawValue == name }
                )
            },
            states: TrackedFinding.State.allCases.map {
                let words = $0.words
                let label = words.prefix(1).uppercased() + words.dropFirst()
                return Choice(value: $0.rawValue, label: label, isChosen: filter.states.contains($0))
            },
            hasTargets: !targets.isEmpty,
            targets: targets.values.sorted { $0.name < $1.name }.map {
                Choice(value: $0.id.rawValue, label: $0.name, isChosen: $0.id == filter.target)
            },
            hasFindings: !list.items.isEmpty,
            findings: list.items.map { FindingRow($0, targets[$0.target]) },
            pager: Pager(list, path: "/findings", query: query, cursor: visit.query["cursor"])
        )
    }

    private static func page(_ visit: Visit) async throws -> FindingPage {
        let findings = visit.platform.findings
        let id = try visit.id("finding")
        let tracked = try await findings.find(id, as: visit.principal)
        let scan = try? await visit.platform.scans.find(tracked.lastScan, as: visit.principal)
        let input = FindingPage.Input(
            tracked: tracked,
            finding: try? await findings.detail(id, as: visit.principal),
            target: try? await visit.platform.targets.find(tracked.target, as: visit.principal),
            scanIdentities: scan?.identities ?? [],
            history: try await findings.history(of: id, as: visit.principal),
            mayTriage: visit.may(.triageFindings),
            mayAccept: visit.may(.acceptFindings),
            now: Date()
        )
        return FindingPage(input, page: try await visit.chrome(tracked.title, .findings))
    }
}
