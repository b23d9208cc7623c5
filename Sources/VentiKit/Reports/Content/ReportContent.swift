//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report to be written: all but its findings as a value, and the findings as something to go through.
///
/// So a report can be written whose findings do not fit in memory:
///
/// ```swift
/// let content = ReportContent(head: report, findings: GeneratedFindings { try database.findings(of: scan) })
/// var output = try FileOutput("report.html")
/// try HTMLReport().write(content, to: &output)
/// try output.finish()
/// ```
public struct ReportContent: Sendable {
    /// The report without its findings.
    public let head: ScanReport
    /// The findings.
    public let findings: any FindingSource

    /// Makes the content of a report that is in memory.
    ///
    /// - Parameter report: The report.
    public init(_ report: ScanReport) {
        let findings = report.findings
        self.init(head: report, findings: FindingList(findings))
    }

    /// Makes the content of a report whose findings are elsewhere.
    ///
    /// - Parameters:
    ///   - head: The report; its own findings are left out.
    ///   - findings: The findings.
    public init(head: ScanReport, findings: some FindingSource) {
        var head = head
        head.findings = []
        self.head = head
        self.findings = findings
    }
}
