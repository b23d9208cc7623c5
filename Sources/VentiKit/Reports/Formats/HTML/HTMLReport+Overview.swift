//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HTMLReport {
    /// The charts, each with the table of its data.
    func overview(_ page: inout HTMLPage, _ digest: ReportDigest) {
        page.section("overview", "Overview") { page in
            page.raw("<div class=\"cards\">\n")
            severities(&page, digest)
            responses(&page, digest.head)
            page.raw("</div>\n")
            categories(&page, digest)
        }
    }

    private func severities(_ page: inout HTMLPage, _ digest: ReportDigest) {
        page.raw("<figure class=\"card\"><figcaption>Findings by severity</figcaption><div class=\"donut\">")
        page.raw("<svg viewBox=\"0 0 120 120\" role=\"img\"")
        page.attribute("aria-label", "Findings by severity: \(digest.countWords)")
        page.raw("><circle class=\"ring track\" cx=\"60\" cy=\"60\" r=\"48\"/>")
        var done = 0.0
        for severity in Severity.allCases.reversed() {
            let share = Double(digest.bySeverity[severity, default: 0]) / Double(max(1, digest.count)) * 100
            guard share > 0 else { continue }
            page.raw("<circle class=\"ring ")
            page.raw(severity.markupName)
            page.raw("\" cx=\"60\" cy=\"60\" r=\"48\" pathLength=\"100\" transform=\"rotate(-90 60 60)\"")
            // A hair's breadth between the parts, where there is room for it.
            page.attribute("stroke-dasharray", "\(Self.decimal(max(0.6, share - (share < 100 ? 0.8 : 0)))) 100")
            page.attribute("stroke-dashoffset", Self.decimal(-done))
            page.raw("/>")
            done += share
        }
        page.raw("<text x=\"60\" y=\"62\" class=\"big\">")
        page.number(digest.count)
        page.raw("</text><text x=\"60\" y=\"78\" class=\"small\">")
        page.raw(digest.count == 1 ? "finding" : "findings")
        page.raw("</text></svg>\n<table><caption class=\"hidden\">Findings by severity</caption><thead><tr>")
        page.raw(
            "<th scope=\"col\">Severity</th><th scope=\"col\">All</th><th scope=\"col\">Proven</th></tr></thead><tbody>"
        )
        for severity in Severity.allCases.reversed() {
            page.raw("<tr><th scope=\"row\">")
            page.badge(severity)
            page.raw("</th><td>")
            page.number(digest.bySeverity[severity, default: 0])
            page.raw("</td><td>")
            page.number(digest.provenBySeverity[severity, default: 0])
            page.raw("</td></tr>")
        }
        page.raw(
            "</tbody></table></div>\n<p class=\"muted\">Proven: the controls held, and nobody has accepted the risk. "
        )
        page.text(
            "\(digest.replayedCount.grouped) of \(digest.count.grouped) have requests that were replayed and held again."
        )
        page.raw("</p></figure>\n")
    }

    private func responses(_ page: inout HTMLPage, _ report: ScanReport) {
        let statistics = report.statistics
        var classes: [(name: String, count: Int, type: StaticString)] = [
            ("2xx answered", 0, "good"), ("3xx redirected", 0, "low"), ("4xx refused", 0, "medium"),
            ("5xx failed", 0, "high"), ("other", 0, "info"),
        ]
        for (status, count) in statistics.responses {
            let index = status.count == 3 ? (Int(status.prefix(1)) ?? 0) - 2 : -1
            classes[(0...3).contains(index) ? index : 4].count += max(0, min(count, 1 << 40))
        }
        let failures = statistics.failures.values.reduce(0) { $0 + max(0, min($1, 1 << 40)) }
        classes.append(("no response", failures, "info"))
        let total = classes.reduce(0) { $0 + $1.count }
        page.raw("<figure class=\"card\"><figcaption>How the API answered</figcaption>")
        page.raw(
            "<table class=\"bars\"><caption class=\"hidden\">Responses by status</caption><thead class=\"hidden\"><tr>"
        )
        page.raw(
            "<th scope=\"col\">Status</th><th scope=\"col\">Share</th><th scope=\"col\">Responses</th></tr></thead><tbody>"
        )
        for entry in classes where entry.count > 0 || entry.name.first?.isNumber == true {
            page.raw("<tr><th scope=\"row\">")
            page.text(entry.name)
            page.raw("</th><td>")
            Self.bar(&page, share: Double(entry.count) / Double(max(1, total)), entry.type)
            page.raw("</td><td>")
            page.number(entry.count)
            page.raw("</td></tr>")
        }
        page.raw("</tbody></table>\n<p class=\"muted\">")
        page.text(
            "Half of the answers came within \(Self.decimal(statistics.latencyP50Milliseconds)) ms, 95 % within "
                + "\(Self.decimal(statistics.latencyP95Milliseconds)) ms."
        )
        if !statistics.refused.isEmpty {
            page.text(" \(statistics.refused.count.counted("request")) outside the scope were not sent.")
        }
        page.raw("</p></figure>\n")
    }
}
