//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
public import VentiKit

/// Reports in all formats, and what differs between two scans.
public struct ReportService: Sendable {
    let core: PlatformCore

    /// The formats that a report can be had in.
    public enum Format: String, Sendable, Hashable, Codable, CaseIterable {
        /// One page without a script.
        case html
        /// For code scanning.
        case sarif
        /// VentiKit's own.
        case json
        /// For CI servers.
        case junit
        /// For GitLab's vulnerability report.
        case gitlab
        /// For comments on pull requests.
        case markdown
        /// For spreadsheets.
        case csv

        /// The type for HTTP.
        public var mediaType: String {
            switch self {
            case .html: "text/html; charset=utf-8"
            case .sarif: "application/sarif+json"
            case .json, .gitlab: "application/json"
            case .junit: "application/xml"
            case .markdown: "text/markdown; charset=utf-8"
            case .csv: "text/csv; charset=utf-8"
            }
        }

        /// What a file's name ends with, without the dot.
        public var fileExtension: String { writer.fileExtension }

        var writer: any ReportFormat {
            switch self {
            case .html: HTMLReport(checks: CheckSet.default.checks.map(\.metadata))
            case .sarif: SARIFReport(checks: CheckSet.default.checks.map(\.metadata))
            case .json: JSONReport()
            case .junit: JUnitReport()
            case .gitlab: GitLabReport()
            case .markdown: MarkdownReport()
            case .csv: CSVReport()
            }
        }
    }

    /// The report of a scan as VentiKit has it.
    public func report(of scan: RecordID, as principal: Principal) async throws -> ScanReport {
        try principal.require(.readFindings)
        return try await report(of: scan, in: principal.scope)
    }

    private func report(of scan: RecordID, in scope: TenantScope) async throws -> ScanReport {
        let record = try await core.find(Scan.self, scan, in: scope, noun: "scan")
        guard let stored = try await core.store.read(scope, { try $0.find(ScanReportRecord.self, scan) }) else {
            throw ServiceError(
                .conflict,
                record.state.isFinal ? "The scan has no report: it never began." : "The scan is not over yet."
            )
        }
        return try JSONReport.report(from: Array(stored.json))
    }

    /// The report of a scan in a format.
    public func text(of scan: RecordID, _ format: Format, as principal: Principal) async throws -> String {
        try principal.require(.readFindings)
        return try await text(of: scan, format, in: principal.scope)
    }

    /// The report of a scan in a format, for who may have it.
    func text(of scan: RecordID, _ format: Format, in scope: TenantScope) async throws -> String {
        let report = try await report(of: scan, in: scope)
        return try await core.desk.run { try format.writer.text(for: report) }
    }

    /// What differs between two scans of one target.
    /// - Parameters:
    ///   - old: The scan to compare with.
    ///   - new: The later scan.
    ///   - principal: Who asks.
    public func difference(
        from old: RecordID,
        to new: RecordID,
        as principal: Principal
    ) async throws -> ReportComparison {
        try principal.require(.readFindings)
        let scans = try await core.store.read(principal.scope) {
            (try $0.find(Scan.self, old), try $0.find(Scan.self, new))
        }
        guard let before = scans.0, let after = scans.1 else { throw ServiceError.notFound("scan") }
        guard before.target == after.target else {
            throw ServiceError(.conflict, "The two scans are of different targets.")
        }
        return ReportComparison(
            from: try await report(of: old, as: principal),
            to: try await report(of: new, as: principal)
        )
    }
}
