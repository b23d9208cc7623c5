//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension HTMLReport {
    func beginFindings(_ page: inout HTMLPage, _ digest: ReportDigest) {
        page.raw("\n<section id=\"findings\" aria-labelledby=\"h-findings\">\n<h2 id=\"h-findings\">Findings</h2>\n")
        guard digest.count > 0 else {
            page.raw("<p class=\"empty\">Nothing was found. Read below what was tested and what was not.</p>\n")
            return
        }
        page.raw("<fieldset class=\"filter\"><legend>Show</legend>")
        for severity in Severity.allCases.reversed() {
            guard let count = digest.bySeverity[severity] else { continue }
            page.raw("<label><input type=\"checkbox\" checked id=\"show-")
            page.raw(severity.markupName)
            page.raw("\"> ")
            page.raw(severity.markupName)
            page.raw(" (")
            page.number(count)
            page.raw(")</label>")
        }
        page.raw("</fieldset>\n")
        let details = max(0, min(maximumDetails, digest.count))
        let rows = max(details, min(max(0, maximumRows), digest.count))
        guard digest.count > details else { return }
        page.raw("<p class=\"note\">")
        page.text("The worst \(details.counted("finding")) are shown with their evidence")
        if rows > details { page.text(", the next \((rows - details).grouped) as a row each") }
        if digest.count > rows {
            page.text("; the last \((digest.count - rows).grouped) are only counted under their rule")
        }
        page.text(". The JSON, CSV and SARIF reports have the rest.")
        page.raw("</p>\n")
    }
}

/// Writes findings under the rules that they break, in the order of the report.
struct HTMLFindingList {
    let digest: ReportDigest
    let maximumDetails: Int
    let maximumRows: Int
    private let detail: HTMLFindingDetail
    private var shown = 0
    private var rule: (severity: Severity, check: CheckID)?
    private var isInTable = false
    /// The findings of the rule at hand that are only counted.
    private var uncounted = 0
    /// A fingerprint is the anchor of the first finding that has it.
    private var anchors: Set<String> = []

    init(digest: ReportDigest, maximumDetails: Int, maximumRows: Int) {
        self.digest = digest
        self.maximumDetails = maximumDetails
        self.maximumRows = maximumRows
        detail = HTMLFindingDetail(report: digest.head)
    }

    mutating func append(_ finding: Finding, to page: inout HTMLPage) {
        if rule?.severity != finding.severity || rule?.check != finding.checkID { begin(finding, &page) }
        shown += 1
        guard shown <= max(maximumDetails, maximumRows) else {
            uncounted += 1
            return
        }
        let fingerprint = finding.fingerprint
        let status = digest.head.status(of: fingerprint)
        if shown <= maximumDetails {
            let anchor = anchors.insert(fingerprint.shortForm).inserted ? fingerprint.shortForm : nil
            detail.write(finding, fingerprint, status, anchor: anchor, to: &page)
        } else {
            row(finding, fingerprint, status, &page)
        }
    }

    mutating func end(_ page: inout HTMLPage) {
        endTable(&page)
        if uncounted > 0 {
            page.element("p", "\(uncounted.counted("more finding")) of this rule, without a row here.", class: "muted")
            uncounted = 0
        }
        if rule != nil { page.raw("</section>\n") }
        rule = nil
    }

    private mutating func begin(_ finding: Finding, _ page: inout HTMLPage) {
        end(&page)
        rule = (finding.severity, finding.checkID)
        let count = digest.checks[finding.checkID]?.bySeverity[finding.severity] ?? 1
        page.raw("<section class=\"rule ")
        page.raw(finding.severity.markupName)
        page.raw("\">\n<h3>")
        page.badge(finding.severity)
        page.raw(" ")
        page.text(finding.title.isEmpty ? finding.checkID.rawValue : finding.title)
        page.raw(" <span class=\"muted\">")
        page.text(count.counted("finding"))
        page.raw(" · <code>")
        page.text(finding.checkID.rawValue)
        page.raw("</code></span></h3>\n")
        if !finding.remediation.isEmpty {
            page.raw("<p class=\"fix\"><strong>Fix.</strong> ")
            page.text(finding.remediation)
            page.raw("</p>\n")
        }
        references(finding, &page)
    }

    private func references(_ finding: Finding, _ page: inout HTMLPage) {
        guard !finding.weaknesses.isEmpty || finding.category != nil else { return }
        page.raw("<p class=\"refs\">See ")
        if let category = finding.category {
            page.raw("<a rel=\"noreferrer noopener\"")
            page.attribute("href", category.definitionURL)
            page.raw(">")
            page.text("OWASP \(category.rawValue) \(category.title)")
            page.raw("</a>")
        }
        for (index, weakness) in finding.weaknesses.prefix(8).enumerated() {
            page.raw(index == 0 && finding.category == nil ? "" : ", ")
            page.raw("<a rel=\"noreferrer noopener\"")
            page.attribute("href", weakness.definitionURL)
            page.raw(">")
            page.text(weakness.description)
            page.raw("</a>")
        }
        page.raw("</p>\n")
    }

    private mutating func row(
        _ finding: Finding,
        _ fingerprint: Fingerprint,
        _ status: FindingTriage.Status?,
        _ page: inout HTMLPage
    ) {
        if !isInTable {
            isInTable = true
            page.raw(
                "<table class=\"rows\"><thead><tr><th scope=\"col\">Operation</th><th scope=\"col\">What happened</th>"
            )
            page.raw("<th scope=\"col\">Sure</th><th scope=\"col\">Id</th></tr></thead><tbody>\n")
        }
        page.raw("<tr><td><code>")
        page.text(finding.placeName.bounded(to: 200))
        page.raw("</code></td><td>")
        page.text(finding.headline.bounded(to: 300))
        page.raw("</td><td>")
        page.text(finding.confidence.rawValue)
        if let status { page.text(", \(status.words)") }
        page.raw("</td><td><code>")
        page.text(fingerprint.shortForm)
        page.raw("</code></td></tr>\n")
    }

    private mutating func endTable(_ page: inout HTMLPage) {
        if isInTable { page.raw("</tbody></table>\n") }
        isInTable = false
    }
}
