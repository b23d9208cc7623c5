//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report as events, one JSON object a line: its identities, diagnostics and findings, and the whole report last.
///
/// The text is what ``ScanEventDecoder`` reads, so a saved report can stand in for a scan.
public struct NDJSONReport: ReportFormat {
    public var fileExtension: String { "jsonl" }

    /// The format.
    public init() {}

    public func text(for report: ScanReport) throws -> String {
        var events: [ScanEvent] = report.identities.map(ScanEvent.identity)
        events += report.diagnostics.map(ScanEvent.diagnostic)
        events += report.findings.map(ScanEvent.finding)
        events.append(.finished(report))
        var text = ""
        for event in events { text += try event.ndjsonLine() }
        return text
    }
}

extension ReportFormat where Self == NDJSONReport {
    /// Events, one JSON object a line.
    public static var ndjson: NDJSONReport { NDJSONReport() }
}
