//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HTMLReport {
    func heading(_ page: inout HTMLPage, _ report: ScanReport) {
        page.raw("<header>\n<p class=\"kicker\">API security report</p>\n")
        page.element("h1") { page in
            page.text(report.api.title.isEmpty ? "Unnamed API" : report.api.title)
            page.raw(" ")
            page.element("span", report.api.version, class: "version")
        }
        page.raw("\n<dl class=\"facts\">")
        let facts: [(StaticString, String)] = [
            ("Target", report.target),
            ("Document", "\(report.api.documentName), OpenAPI \(report.api.documentVersion)"),
            ("Began", report.startedAt.isEmpty ? "unknown" : report.startedAt),
            ("Took", "\(report.elapsedWords), \(report.statistics.requestsSent.counted("request"))"),
            ("Profile", report.profile.rawValue),
            ("Tool", "\(report.tool.name) \(report.tool.version), seed \(report.seed)"),
        ]
        for (name, value) in facts {
            page.raw("<div>")
            page.raw("<dt>")
            page.raw(name)
            page.raw("</dt>")
            page.element("dd", value)
            page.raw("</div>")
        }
        page.raw("</dl>\n</header>\n")
    }

    func navigation(_ page: inout HTMLPage, _ digest: ReportDigest) {
        page.raw("<nav aria-label=\"Sections\"><ul>")
        page.raw("<li><a href=\"#overview\">Overview</a></li>")
        if Self.hasFixes(digest) { page.raw("<li><a href=\"#fixes\">Fix first</a></li>") }
        page.raw("<li><a href=\"#findings\">Findings</a></li>")
        if Self.hasGrid(digest) { page.raw("<li><a href=\"#grid\">Where</a></li>") }
        if Self.hasAccess(digest.head) { page.raw("<li><a href=\"#access\">Access</a></li>") }
        page.raw("<li><a href=\"#coverage\">Coverage</a></li>")
        if digest.head.triage != nil { page.raw("<li><a href=\"#triage\">Accepted</a></li>") }
        page.raw("<li><a href=\"#method\">Method and limits</a></li><li><a href=\"#glossary\">Glossary</a></li>")
        page.raw("</ul></nav>\n")
    }

    /// Whether there is a risk that a fix takes away.
    private static func hasFixes(_ digest: ReportDigest) -> Bool { digest.checks.values.contains { $0.risk > 0 } }

    func verdict(_ page: inout HTMLPage, _ digest: ReportDigest) {
        let verdict = Verdict(digest, failOn: failOn, newOnly: countsNewOnly)
        page.raw("<section id=\"verdict\" class=\"band ")
        switch verdict.tone {
        case .good: page.raw("good")
        case .bad: page.raw("bad")
        case .unclear: page.raw("unclear")
        }
        page.raw("\" aria-labelledby=\"h-verdict\">\n<h2 id=\"h-verdict\">")
        page.text(verdict.title)
        page.raw("</h2>\n")
        page.element("p", verdict.explanation)
        page.raw("<ul class=\"counters\">")
        for severity in Severity.allCases.reversed() {
            page.raw("<li class=\"")
            page.raw(severity.markupName)
            page.raw("\"><span class=\"count\">")
            page.number(digest.bySeverity[severity, default: 0])
            page.raw("</span> <span class=\"name\">")
            page.raw(severity.markupName)
            page.raw("</span></li>")
        }
        page.raw("</ul>\n")
        if digest.hasStatus || digest.head.triage?.baseline != nil {
            let fixed = digest.head.triage?.fixed.count ?? 0
            page.raw("<p class=\"delta\">")
            page.text(
                "\(digest.newCount.grouped) new, \(digest.knownCount.grouped) known before, "
                    + "\(digest.acceptedCount.grouped) accepted, \(fixed.grouped) fixed"
            )
            if let baseline = digest.head.triage?.baseline { page.text(", compared with \(baseline)") }
            page.raw(".</p>\n")
        }
        page.raw("</section>\n")
    }

    func fixes(_ page: inout HTMLPage, _ digest: ReportDigest) {
        guard Self.hasFixes(digest) else { return }
        let total = digest.checks.values.reduce(0) { $0 + $1.risk }
        let ranked = digest.checks.values.filter { $0.risk > 0 }.sorted { ($1.risk, $0.id) < ($0.risk, $1.id) }
        page.section("fixes", "What to fix first") { page in
            page.raw(
                "<p>In order of the risk that each fix takes away. The share weighs findings by severity, and less "
            )
            page.raw("where they are not proven; it is a way to put work in order, not a measure of harm.</p>\n")
            page.raw("<ol class=\"fixes\">\n")
            for check in ranked.prefix(5) {
                let share = Int((Double(check.risk) / Double(total) * 100).rounded())
                page.raw("<li><div class=\"fix-head\">")
                page.badge(check.worst)
                page.raw(" <strong>")
                page.text(check.metadata.title)
                page.raw("</strong> <span class=\"muted\">")
                page.text("\((check.count - check.accepted).counted("finding")) · \(max(1, share)) % of the risk")
                page.raw("</span></div>")
                Self.bar(&page, share: Double(check.risk) / Double(total), check.worst.markupName)
                if !check.metadata.remediation.isEmpty { page.element("p", check.metadata.remediation) }
                page.raw("</li>\n")
            }
            page.raw("</ol>\n")
            if ranked.count > 5 {
                page.element("p", "\((ranked.count - 5).counted("more rule")) below.", class: "muted")
            }
        }
    }

    /// A bar that fills so much of its width. The text beside it says the same.
    static func bar(_ page: inout HTMLPage, share: Double, _ type: StaticString) {
        page.raw("<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
        page.raw("<rect class=\"track\" width=\"100\" height=\"4\"/><rect class=\"fill ")
        page.raw(type)
        page.raw("\" height=\"4\"")
        page.attribute("width", decimal(min(max(share, 0), 1) * 100))
        page.raw("/></svg>")
    }

    /// A number with one decimal, whatever the locale.
    static func decimal(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int((min(max(value, -1e12), 1e12) * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
