//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HTMLReport {
    /// Operations by families of checks: where something was found, where nothing was, and where nobody looked.
    func grid(_ page: inout HTMLPage, _ digest: ReportDigest) {
        guard Self.hasGrid(digest) else { return }
        let rows = gridRows(digest)
        let families = Set(digest.cells.keys.map(\.family) + rows.all.flatMap(\.ran) + rows.all.flatMap(\.skipped))
            .sorted()
        page.section("grid", "Where") { page in
            page.raw("<p>Operations by families of checks. A cell has the worst severity and the number of findings; ")
            page.raw("<span class=\"cell clean\">✓</span> checks ran and found nothing, ")
            page.raw("<span class=\"cell idle\">–</span> none of the family ran to its end.</p>\n")
            page.table("Operations by families of checks", ["Operation"] + families, class: "grid") { page in
                for row in rows.shown {
                    page.raw("<tr><th scope=\"row\"><code>")
                    page.text(row.operation)
                    page.raw("</code></th>")
                    for family in families { cell(&page, row, family, digest) }
                    page.raw("</tr>\n")
                }
            }
            let rest = rows.all.count - rows.shown.count
            if rest > 0 {
                page.element(
                    "p",
                    "The \(rows.shown.count) worst operations of \(rows.all.count.grouped); the JSON report has all.",
                    class: "muted"
                )
            }
        }
    }

    /// Whether a check of any family ran or found something anywhere.
    static func hasGrid(_ digest: ReportDigest) -> Bool {
        !digest.cells.isEmpty
            || digest.head.coverage.operations.contains { !$0.checksRun.isEmpty || !$0.checksSkipped.isEmpty }
    }

    /// An operation and the families whose checks ran there.
    private struct GridRow {
        var operation: String
        var ran: Set<String> = []
        var skipped: Set<String> = []
        var weight = 0
    }

    private func gridRows(_ digest: ReportDigest) -> (all: [GridRow], shown: [GridRow]) {
        var weights: [String: Int] = [:]
        for (cell, worst) in digest.cells {
            weights[cell.operation, default: 0] +=
                [1, 10, 60, 300, 1_000][Severity.allCases.firstIndex(of: worst.severity) ?? 0]
        }
        var rows = digest.head.coverage.operations.map { operation in
            GridRow(
                operation: operation.operation,
                ran: Set(operation.checksRun.map(\.family)),
                skipped: Set(operation.checksSkipped.map(\.check.family)),
                weight: weights[operation.operation] ?? 0
            )
        }
        let known = Set(rows.map(\.operation))
        rows += weights.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
            .map { GridRow(operation: $0.key, weight: $0.value) }
        guard rows.count > Self.maximumGridRows else { return (rows, rows) }
        let worst = rows.indices.sorted { (rows[$1].weight, $0) < (rows[$0].weight, $1) }.prefix(Self.maximumGridRows)
        return (rows, worst.map { rows[$0] })
    }

    private func cell(_ page: inout HTMLPage, _ row: GridRow, _ family: String, _ digest: ReportDigest) {
        if let worst = digest.cells[ReportDigest.Cell(operation: row.operation, family: family)] {
            page.raw("<td class=\"cell ")
            page.raw(worst.severity.markupName)
            page.raw("\"><span class=\"hidden\">")
            page.raw(worst.severity.markupName)
            page.raw(" </span><span aria-hidden=\"true\">")
            page.text(worst.severity.rawValue.prefix(1).uppercased())
            page.raw("</span> ")
            page.number(worst.count)
            page.raw("</td>")
        } else if row.ran.contains(family) {
            page.raw(
                "<td class=\"cell clean\"><span aria-hidden=\"true\">✓</span><span class=\"hidden\">nothing found</span></td>"
            )
        } else {
            page.raw(
                "<td class=\"cell idle\"><span aria-hidden=\"true\">–</span><span class=\"hidden\">not tested</span></td>"
            )
        }
    }

    private static let maximumGridRows = 60
}
