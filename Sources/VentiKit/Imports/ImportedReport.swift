//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What another tool reported, as findings of VentiKit's form.
///
/// No imported finding is `confirmed`: that word is kept for proofs that VentiKit carried out itself.
public struct ImportedReport: Sendable, Hashable {
    /// The tool, with the version that the report names.
    public var tool: ScanReport.Tool
    /// The base URL that was scanned, as far as the report says; empty where it does not.
    public var target: String
    /// When the tool began, as the report writes it; empty where it does not.
    public var startedAt: String
    /// The findings, worst first, each fingerprint once.
    public var findings: [Finding]
    /// What could not be read, or was left out.
    public var diagnostics: [ScanDiagnostic]
    /// What was left out since it is about other hosts than the target; `nil` where nothing was.
    public var elsewhere: Elsewhere?

    /// What a report says of other hosts than the target.
    public struct Elsewhere: Sendable, Hashable {
        /// How often it reports a flaw there.
        public var count: Int
        /// The first of the hosts, as `https://api.example.com`.
        public var origin: String

        /// Makes what a report says of other hosts.
        ///
        /// - Parameters:
        ///   - count: How often it reports a flaw there.
        ///   - origin: The first of the hosts.
        public init(count: Int, origin: String) {
            self.count = count
            self.origin = origin
        }
    }

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - tool: The tool that found the flaws.
    ///   - target: The base URL that was scanned.
    ///   - startedAt: When the tool began.
    ///   - findings: The findings, in any order.
    ///   - diagnostics: What could not be read, or was left out.
    ///   - elsewhere: What was left out since it is about other hosts.
    public init(
        tool: ScanReport.Tool,
        target: String = "",
        startedAt: String = "",
        findings: [Finding] = [],
        diagnostics: [ScanDiagnostic] = [],
        elsewhere: Elsewhere? = nil
    ) {
        self.tool = tool
        self.target = target
        self.startedAt = startedAt
        self.findings = findings
        self.diagnostics = diagnostics
        self.elsewhere = elsewhere
    }

    /// The report in the form of a scan's, for every report format.
    ///
    /// It has no coverage: other tools do not say what they reached.
    ///
    /// - Parameter documentName: What the report was read from, such as a file's name.
    public func scanReport(documentName: String) -> ScanReport {
        ScanReport(
            tool: tool,
            api: APISummary(
                title: target.isEmpty ? documentName : target,
                version: "",
                documentVersion: "",
                documentName: documentName,
                operations: 0
            ),
            target: target,
            profile: .active,
            startedAt: startedAt,
            findings: findings.inReportOrder(),
            diagnostics: diagnostics
        )
    }
}

/// Reads the report of another tool, however its bytes are cut into pieces.
public protocol ReportReader {
    /// Reads on.
    ///
    /// - Parameter bytes: The next piece of the report.
    mutating func read(_ bytes: [UInt8])

    /// Ends the reading.
    ///
    /// A report that is cut short or broken gives what came before, with a diagnostic.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if the text is no report of this kind.
    mutating func finish() throws -> ImportedReport
}
