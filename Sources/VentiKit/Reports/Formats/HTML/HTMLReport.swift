//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report as one HTML page for people: what was found, what to do, what was covered and what was not.
///
/// The page needs no network and holds no script; its Content Security Policy allows nothing but its own style sheet. It
/// is light or dark as the reader's system is, and prints on A4. What a target or a document says is text on it and never
/// markup.
///
/// The worst findings are shown with their evidence, the next ones as a row each, and what is beyond is counted under its
/// rule, so that the page stays usable whatever was found.
public struct HTMLReport: ReportFormat {
    /// The checks that the scan knew, to say what was not tested. Defaults to none: then only what the report names is
    /// known.
    public var checks: [CheckMetadata]
    /// The least severity of a finding that fails the gate; `nil` where findings never do. Defaults to high.
    public var failOn: Severity? = .high
    /// Whether findings pass the gate that the baseline has. Defaults to false.
    public var countsNewOnly: Bool = false
    /// The findings that are shown with their evidence. Defaults to 250.
    public var maximumDetails: Int = 250
    /// The findings that have at least a row. Defaults to 10,000.
    public var maximumRows: Int = 10_000

    public var fileExtension: String { "html" }

    /// Makes the format.
    ///
    /// - Parameter checks: The checks that the scan knew.
    public init(checks: [CheckMetadata] = []) { self.checks = checks }

    public func write(_ content: ReportContent, to output: inout some ReportOutput) throws {
        var digest = ReportDigest(content.head)
        try content.findings.forEachInReportOrder { digest.add($0) }
        var page = HTMLPage()
        begin(&page, digest)
        overview(&page, digest)
        fixes(&page, digest)
        try page.buffer.flushIfFull(to: &output)
        beginFindings(&page, digest)
        var list = HTMLFindingList(digest: digest, maximumDetails: maximumDetails, maximumRows: maximumRows)
        try content.findings.forEachInReportOrder { finding in
            list.append(finding, to: &page)
            try page.buffer.flushIfFull(to: &output)
        }
        list.end(&page)
        page.raw("</section>\n")
        grid(&page, digest)
        access(&page, content.head)
        coverage(&page, content.head)
        try page.buffer.flushIfFull(to: &output)
        triage(&page, content.head)
        method(&page, digest)
        glossary(&page)
        end(&page, content.head)
        try page.buffer.flush(to: &output)
    }

    private func begin(_ page: inout HTMLPage, _ digest: ReportDigest) {
        let report = digest.head
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        page.raw("<meta http-equiv=\"Content-Security-Policy\"")
        page.attribute(
            "content",
            "default-src 'none'; style-src '\(StaticDigest.contentSecurityHash(of: HTMLStyle.sheet))'; base-uri 'none'; "
                + "form-action 'none'"
        )
        page.raw(">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        page.raw(
            "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
        )
        page.raw("<meta name=\"robots\" content=\"noindex\">\n")
        page.element("title", "\(report.api.title): API security report, \(digest.countWords)")
        page.raw("\n<style>")
        page.raw(HTMLStyle.sheet)
        page.raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n")
        heading(&page, report)
        navigation(&page, digest)
        page.raw("<main>\n")
        verdict(&page, digest)
    }

    private func end(_ page: inout HTMLPage, _ report: ScanReport) {
        page.raw("</main>\n<footer><p>Written by ")
        page.text("\(report.tool.name) \(report.tool.version)")
        page.raw(" from the scan that began ")
        page.text(report.startedAt.isEmpty ? "at an unknown time" : report.startedAt)
        page.raw(
            ". This page holds no script and loads nothing. Handle it as confidential: it says how to attack the API."
        )
        page.raw("</p></footer>\n</body>\n</html>\n")
    }
}

extension ReportFormat where Self == HTMLReport {
    /// One HTML page.
    ///
    /// - Parameter checks: The checks that the scan knew, to say what was not tested.
    public static func html(checks: [CheckMetadata] = []) -> HTMLReport { HTMLReport(checks: checks) }
}
