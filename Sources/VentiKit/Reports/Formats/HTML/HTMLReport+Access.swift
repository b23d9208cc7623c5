//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HTMLReport {
    /// Who could do what.
    func access(_ page: inout HTMLPage, _ report: ScanReport) {
        guard Self.hasAccess(report) else { return }
        let matrix = report.accessMatrix
        page.section("access", "Who could do what") { page in
            page.raw("<p>What the scan saw, not what should be: compare it with what the API means to allow.</p>\n")
            identities(&page, report)
            if !matrix.operations.isEmpty { operations(&page, matrix) }
            objects(&page, matrix)
        }
    }

    /// Whether there is anybody, or any operation, to say it of.
    static func hasAccess(_ report: ScanReport) -> Bool {
        !report.accessMatrix.operations.isEmpty || !report.identities.isEmpty
    }

    private func identities(_ page: inout HTMLPage, _ report: ScanReport) {
        guard !report.identities.isEmpty else {
            page.raw("<p>The scan had no identity: only what answers to anybody was tested.</p>\n")
            return
        }
        page.table("Identities", ["Name", "Role", "Works", "What showed it", "Operations reached"]) { page in
            for identity in report.identities {
                page.row(
                    identity.name,
                    [
                        report.accessMatrix.identities.first { $0.name == identity.name }?.role ?? "–",
                        identity.works ? "yes" : "no",
                        identity.detail,
                        identity.operationsReached.map(\.grouped) ?? "–",
                    ]
                )
            }
        }
    }

    private func operations(_ page: inout HTMLPage, _ matrix: AccessMatrix) {
        let people = matrix.identities.prefix(Self.maximumPeople)
        page.table("Access matrix", ["Operation"] + people.map(\.name), class: "matrix") { page in
            for operation in matrix.operations.prefix(Self.maximumAccessRows) {
                page.raw("<tr><th scope=\"row\"><code>")
                page.text(operation.operation)
                page.raw("</code></th>")
                for person in people {
                    let cell = operation.cells.first { $0.identity == person.name }
                    outcome(&page, cell?.outcome ?? .notTried, cell?.status)
                }
                page.raw("</tr>\n")
            }
        }
        let rows = matrix.operations.count - Self.maximumAccessRows
        let hidden = matrix.identities.count - people.count
        if rows > 0 { page.element("p", "\(rows.counted("more operation")) in the JSON report.", class: "muted") }
        if hidden > 0 {
            page.element(
                "p",
                "\(hidden.counted("more identity", plural: "more identities")) in the JSON report.",
                class: "muted"
            )
        }
    }

    private func outcome(_ page: inout HTMLPage, _ outcome: AccessOutcome, _ status: Int?) {
        switch outcome {
        case .allowed: page.raw("<td class=\"cell yes\">allowed")
        case .denied: page.raw("<td class=\"cell no\">denied")
        case .failed: page.raw("<td class=\"cell failed\">failed")
        case .notTried: page.raw("<td class=\"cell idle\">not tried")
        }
        if let status { page.text(" \(status)") }
        page.raw("</td>")
    }

    private func objects(_ page: inout HTMLPage, _ matrix: AccessMatrix) {
        let foreign = matrix.objects.filter { $0.actor != $0.owner }
        guard !foreign.isEmpty else { return }
        page.table("Things of others", ["Thing", "Of", "Tried by", "To", "Outcome"], class: "matrix") { page in
            for object in foreign.prefix(Self.maximumAccessRows) {
                page.raw("<tr><th scope=\"row\"><code>")
                page.text(object.object)
                page.raw("</code></th>")
                page.element("td", object.owner)
                page.element("td", object.actor)
                page.element("td", object.verb.rawValue)
                outcome(&page, object.outcome, nil)
                page.raw("</tr>\n")
            }
        }
        let rest = foreign.count - Self.maximumAccessRows
        if rest > 0 {
            page.element("p", "\(rest.counted("more try", plural: "more tries")) in the JSON report.", class: "muted")
        }
    }

    private static let maximumPeople = 12
    private static let maximumAccessRows = 300
}
