//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report in SARIF 2.1.0, by the rules that GitHub code scanning sets for what it takes in.
///
/// A file is written also where there is no finding. Findings are cut at GitHub's limit, the mildest first, and the file
/// says so. Locations are lines of the API's document.
public struct SARIFReport: ReportFormat {
    /// The checks that the scan knew. Those without a finding become rules too.
    public var checks: [CheckMetadata]
    /// The folder that paths in the file are relative to, such as the repository's; `nil` to leave relative paths as they
    /// are and to take from absolute ones what makes them absolute.
    public var sourceRoot: String?
    /// The results that are written. Defaults to 25,000, which is GitHub's limit.
    public var maximumResults: Int = 25_000
    /// The bytes of requests and responses that are written in all, so that the file stays below GitHub's 10 MB of gzip.
    /// Defaults to 20 MB.
    public var maximumEvidenceBytes: Int = 20_000_000

    public var fileExtension: String { "sarif" }

    public init(checks: [CheckMetadata] = [], sourceRoot: String? = nil) {
        self.checks = checks
        self.sourceRoot = sourceRoot
    }

    public func write(_ content: ReportContent, to output: inout some ReportOutput) throws {
        let survey = try Survey(content, of: self)
        let report = content.head
        let ruleChecks = survey.checks.metadata(knowing: checks)
        let taxonomies = SARIF.Taxonomies(checks: ruleChecks)
        var results = SARIF.ResultWriter(
            documentName: report.api.documentName,
            basePath: Self.basePath(of: report.target),
            artifacts: SARIF.ArtifactURI(sourceRoot: sourceRoot),
            ruleIndices: Dictionary(uniqueKeysWithValues: ruleChecks.enumerated().map { ($0.element.id, $0.offset) }),
            maximumEvidenceBytes: maximumEvidenceBytes
        )
        results.triage = report.triage
        let rules = ruleChecks.map { SARIF.Rule($0, digest: survey.checks[$0.id], taxonomies: taxonomies) }
        let log = SARIF.Log(runs: [
            SARIF.Run(
                tool: tool(of: report, rules: rules),
                automationDetails: SARIF.AutomationDetails(id: Self.automationID(of: report)),
                invocations: [invocation(of: report, cuts: survey.cuts, writer: results)],
                taxonomies: taxonomies.components,
                results: [],
                properties: [
                    "operations": report.coverage.operations.count,
                    "operationsReached": report.coverage.reachedCount,
                    "requestsSent": report.statistics.requestsSent,
                ]
            )
        ])
        let splice = try JSONSplice(JSONCoding.encode(log, isPretty: true), atEmptyArray: "results", depth: 3)
        var writer = JSONWriter(isPretty: true, depth: splice.depth)
        writer.buffer.append(splice.before)
        var written = 0
        try content.findings.forEachInReportOrder { finding in
            guard written < maximumResults, let result = results.result(for: finding) else { return }
            writer.resumeArray(isFirst: written == 0)
            written += 1
            writer.element()
            writer.result(result)
            try writer.buffer.flushIfFull(to: &output)
        }
        if written == 0 { writer.buffer.append(UInt8(ascii: "\n")) }
        writer.buffer.append(splice.after)
        writer.buffer.append(UInt8(ascii: "\n"))
        try writer.buffer.flush(to: &output)
    }

    private func tool(of report: ScanReport, rules: [SARIF.Rule]) -> SARIF.Tool {
        SARIF.Tool(
            driver: SARIF.Driver(
                name: report.tool.name.isEmpty ? "VentiKit" : report.tool.name,
                version: report.tool.version,
                semanticVersion: Self.isSemantic(report.tool.version) ? report.tool.version : nil,
                rules: rules,
                supportedTaxonomies: SARIF.Taxonomies.references
            )
        )
    }

    /// What must be known of the findings before the first of them is written.
    private struct Survey {
        var checks: [CheckID: CheckDigest] = [:]
        var cuts = Cuts(results: 0, evidence: 0)

        init(_ content: ReportContent, of format: SARIFReport) throws {
            var results = 0
            var evidenceBytes = 0
            try content.findings.forEachInReportOrder { finding in
                guard results < format.maximumResults else {
                    cuts.results += 1
                    return
                }
                results += 1
                checks.add(finding)
                guard let proof = finding.proof, !proof.steps.isEmpty else { return }
                evidenceBytes += proof.approximateBytes
                if evidenceBytes > format.maximumEvidenceBytes { cuts.evidence += 1 }
            }
        }
    }

    /// What did not fit into the file.
    struct Cuts {
        var results: Int
        var evidence: Int
    }

    /// Whether a version has the three numbers of [Semantic Versioning](https://semver.org).
    private static func isSemantic(_ version: String) -> Bool {
        let core = version.prefix { $0 != "-" && $0 != "+" }.split(separator: ".", omittingEmptySubsequences: false)
        return core.count == 3 && core.allSatisfy { Int($0) != nil }
    }

    /// `/api` of `http://127.0.0.1:8080/api/`.
    private static func basePath(of target: String) -> String {
        let host = target.firstRange(of: "://")?.upperBound ?? target.startIndex
        let path = target[host...].drop { $0 != "/" }
        return String(path.hasSuffix("/") ? path.dropLast() : path)
    }

    /// `venti/<target>/<run>`: GitHub takes all before the last slash as the category of the run.
    private static func automationID(of report: ScanReport) -> String {
        let target =
            report.target.firstRange(of: "://").map { String(report.target[$0.upperBound...]) } ?? report.target
        let name = target.split(separator: "/").joined(separator: "-")
        return "venti/\(name.isEmpty ? "target" : name)/\(report.startedAt)"
    }
}

extension ReportFormat where Self == SARIFReport {
    /// SARIF 2.1.0 for code scanning.
    ///
    /// - Parameter checks: The checks that the scan knew; those without a finding become rules too.
    public static func sarif(checks: [CheckMetadata] = []) -> SARIFReport { SARIFReport(checks: checks) }
}
