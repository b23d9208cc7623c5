//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report in Markdown, for comments on pull requests and for the summaries of CI jobs.
///
/// It is no longer than a comment may be. What does not fit is counted, the mildest findings first; what a target says
/// is shown as words and never as markup.
public struct MarkdownReport: ReportFormat {
    /// The bytes of the text, at least 2,000. Defaults to 65,000, as GitHub takes 65,536 characters in a comment.
    public var maximumBytes: Int = 65_000
    /// The findings that are shown with their requests. Defaults to 10.
    public var maximumDetails: Int = 10
    /// The least severity of a finding that fails the gate. `nil` where findings never do. Defaults to high.
    public var failOn: Severity?
    /// Whether findings pass the gate that the baseline has. Defaults to false.
    public var countsNewOnly: Bool = false

    public var fileExtension: String { "md" }

    /// Makes the format.
    ///
    /// - Parameter failOn: The least severity of a finding that fails the gate, or `nil`.
    public init(failOn: Severity? = .high) { self.failOn = failOn }

    public func write(_ content: ReportContent, to output: inout some ReportOutput) throws {
        var digest = ReportDigest(content.head)
        var detailed: [Finding] = []
        var rows: [String] = []
        var rowBytes = 0
        // Room for the head, and half of the rest for what explains the worst findings.
        let limit = max(2_000, maximumBytes)
        try content.findings.forEachInReportOrder { finding in
            let status = digest.add(finding)
            if detailed.count < maximumDetails, status?.isAccepted != true { detailed.append(finding) }
            guard rowBytes < limit / 2 else { return }
            let row = Self.row(finding, status)
            rowBytes += row.utf8.count
            if rowBytes < limit / 2 { rows.append(row) }
        }
        let verdict = Verdict(digest, failOn: failOn, newOnly: countsNewOnly)
        var text = head(of: content.head, digest, verdict)
        if text.utf8.count > limit / 4 { text = "# VentiKit\n\n**\(verdict.title)**\n" }
        var written = 0
        if !rows.isEmpty {
            text += "\n| Severity | Check | Operation | What happened | Sure |\(digest.hasStatus ? " Status |" : "")\n"
            text += "|---|---|---|---|---|\(digest.hasStatus ? "---|" : "")\n"
            for row in rows {
                guard text.utf8.count + row.utf8.count < limit - Self.footerBytes else { break }
                text += row
                written += 1
            }
        }
        let cut = digest.count - written
        if cut > 0 {
            text += "\n… and \(cut.counted("more finding")), the mildest: see the other reports of the scan.\n"
        }
        var left = detailed.count
        for finding in detailed {
            let section = Self.details(of: finding, in: content.head)
            guard text.utf8.count + section.utf8.count < limit - Self.footerBytes else { break }
            text += section
            left -= 1
        }
        if left > 0 { text += "\nThe requests of \(left.counted("finding")) did not fit here.\n" }
        text += footer(of: content.head)
        try output.write(Array(text.utf8))
    }

    private static let footerBytes = 700
}

extension ReportFormat where Self == MarkdownReport {
    /// Markdown for a comment.
    public static var markdown: MarkdownReport { MarkdownReport() }
}
