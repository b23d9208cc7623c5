//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report for GitLab's vulnerability management, in the format of its DAST reports, version 15.0.7.
///
/// GitLab drops a whole report in which one value is not as its schema asks. So what is not there is left out instead of
/// null, headers have names and values, and texts have the lengths that GitLab takes.
///
/// Source: [GitLab's security report schemas](https://gitlab.com/gitlab-org/security-products/security-report-schemas).
public struct GitLabReport: ReportFormat {
    public var fileExtension: String { "json" }

    /// Makes the format.
    public init() {}

    static let schemaVersion = "15.0.7"

    public func write(_ content: ReportContent, to output: inout some ReportOutput) throws {
        let head = content.head
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("scan")
        scan(head, to: &writer)
        writer.member("version", Self.schemaVersion)
        writer.key("vulnerabilities")
        writer.beginArray()
        let vulnerability = GitLabVulnerability(report: head)
        try content.findings.forEachInReportOrder { finding in
            writer.element()
            vulnerability.write(finding, to: &writer)
            try writer.buffer.flushIfFull(to: &output)
        }
        writer.endArray()
        writer.endObject()
        writer.buffer.append(UInt8(ascii: "\n"))
        try writer.buffer.flush(to: &output)
    }

    private func scan(_ report: ScanReport, to writer: inout JSONWriter) {
        let isSuccess = report.outcome != .failed && report.outcome != .cancelled && report.coverage.reachedCount > 0
        writer.beginObject()
        writer.key("analyzer")
        tool(report, to: &writer)
        writer.member("end_time", Self.endTime(of: report))
        let messages = Self.messages(of: report)
        if !messages.isEmpty {
            writer.key("messages")
            writer.array(of: messages) { writer, message in
                writer.beginObject()
                writer.member("level", message.level)
                writer.member("value", message.text)
                writer.endObject()
            }
        }
        writer.key("scanned_resources")
        writer.beginArray()
        for operation in report.coverage.operations where operation.skippedBecause == nil {
            let parts = operation.operation.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            writer.element()
            writer.beginObject()
            writer.member("method", parts[0])
            writer.member("type", "url")
            writer.member("url", Self.url(report.target, parts[1]))
            writer.endObject()
        }
        writer.endArray()
        writer.key("scanner")
        tool(report, to: &writer)
        writer.member("start_time", Self.time(report.startedAt) ?? Self.unknownTime)
        writer.member("status", isSuccess ? "success" : "failure")
        writer.member("type", "dast")
        writer.endObject()
    }

    private func tool(_ report: ScanReport, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", "venti")
        writer.member("name", report.tool.name.isEmpty ? "VentiKit" : report.tool.name)
        writer.object("vendor") { $0.member("name", "VentiKit") }
        writer.member("version", report.tool.version.isEmpty ? "0" : report.tool.version)
        writer.endObject()
    }

    private static func messages(of report: ScanReport) -> [(level: String, text: String)] {
        var messages: [(level: String, text: String)] = []
        if report.outcome != .completed {
            let level = report.outcome == .failed ? "fatal" : "warn"
            let detail = report.outcomeDetail.map { ": \($0)" } ?? ""
            messages.append((level, "The scan did not get to its end: \(report.outcome.words)\(detail)"))
        }
        messages.append(("info", "\(report.reachWords) answered with 2xx."))
        for identity in report.identities where !identity.works {
            messages.append(("warn", "\(identity.name) does not work: \(identity.detail)"))
        }
        return messages.map { ($0.level, TerminalText.line($0.text).bounded(to: 1_000)) }
    }

    static func url(_ base: String, _ path: String) -> String {
        let base = base.hasSuffix("/") ? String(base.dropLast()) : base
        let url = base + (path.hasPrefix("/") || path.isEmpty ? path : "/" + path)
        return url.isEmpty ? "/" : url
    }

    /// `2026-01-02T03:04:05` of a time in RFC 3339 form; `nil` for what is none.
    static func time(_ text: String) -> String? { UnixTime.seconds(rfc3339: text).map(time) }

    private static func endTime(of report: ScanReport) -> String {
        guard let start = UnixTime.seconds(rfc3339: report.startedAt) else { return unknownTime }
        let elapsed = report.elapsedSeconds.isFinite ? min(max(0, report.elapsedSeconds), 1e9) : 0
        return time(start + elapsed)
    }

    private static func time(_ seconds: Double) -> String {
        guard (0...250_000_000_000).contains(seconds) else { return unknownTime }
        return String(UnixTime.rfc3339(seconds).prefix(19))
    }

    private static let unknownTime = "1970-01-01T00:00:00"
}

extension ReportFormat where Self == GitLabReport {
    /// A DAST report for GitLab.
    public static var gitlab: GitLabReport { GitLabReport() }
}
