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

    /// The format, with the checks to list as rules and the folder that paths are relative to.
    public init(checks: [CheckMetadata] = [], sourceRoot: String? = nil) {
        self.checks = checks
        self.sourceRoot = sourceRoot
    }

    public func text(for report: ScanReport) throws -> String {
        String(decoding: try JSONCoding.encode(log(for: report), isPretty: true), as: UTF8.self) + "\n"
    }

    func log(for report: ScanReport) -> SARIF.Log {
        let findings = report.findings.inReportOrder()
        let written = Array(findings.prefix(max(0, maximumResults)))
        let checks = ruleChecks(for: written)
        let taxonomies = SARIF.Taxonomies(checks: checks)
        let grouped = Dictionary(grouping: written, by: \.checkID)
        let writer = SARIF.ResultWriter(
            documentName: report.api.documentName,
            basePath: Self.basePath(of: report.target),
            artifacts: SARIF.ArtifactURI(sourceRoot: sourceRoot),
            ruleIndices: Dictionary(uniqueKeysWithValues: checks.enumerated().map { ($0.element.id, $0.offset) }),
            maximumEvidenceBytes: maximumEvidenceBytes
        )
        let (results, withoutEvidence) = writer.results(for: written)
        let cuts = Cuts(results: findings.count - written.count, evidence: withoutEvidence)
        return SARIF.Log(runs: [
            SARIF.Run(
                tool: SARIF.Tool(
                    driver: SARIF.Driver(
                        name: report.tool.name.isEmpty ? "VentiKit" : report.tool.name,
                        version: report.tool.version,
                        semanticVersion: Self.isSemantic(report.tool.version) ? report.tool.version : nil,
                        rules: checks.map {
                            SARIF.Rule($0, findings: grouped[$0.id] ?? [], taxonomies: taxonomies)
                        },
                        supportedTaxonomies: SARIF.Taxonomies.references
                    )
                ),
                automationDetails: SARIF.AutomationDetails(id: Self.automationID(of: report)),
                invocations: [invocation(of: report, cuts: cuts, writer: writer)],
                taxonomies: taxonomies.components,
                results: results,
                properties: [
                    "operations": report.coverage.operations.count,
                    "operationsReached": report.coverage.reachedCount,
                    "requestsSent": report.statistics.requestsSent,
                ]
            )
        ])
    }

    /// What did not fit into the file.
    struct Cuts {
        var results: Int
        var evidence: Int
    }

    /// The given checks and those that only findings know, in the order of their ids.
    private func ruleChecks(for findings: [Finding]) -> [CheckMetadata] {
        var byID: [CheckID: CheckMetadata] = [:]
        for finding in findings where byID[finding.checkID] == nil {
            byID[finding.checkID] = CheckMetadata(
                id: finding.checkID,
                title: finding.title,
                severity: finding.severity,
                category: finding.category,
                weaknesses: finding.weaknesses,
                remediation: finding.remediation
            )
        }
        for check in checks { byID[check.id] = check }
        return byID.values.sorted { $0.id < $1.id }
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
