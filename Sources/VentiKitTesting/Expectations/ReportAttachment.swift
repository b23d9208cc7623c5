//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Testing
public import VentiKit

/// The files that a test run keeps of a report.
enum ReportAttachment {
    /// The name under which the whole report is attached as JSON.
    static let findingsName = "findings.json"
}

extension ScanReport {
    /// Attaches the report to the running test, so that `swift test --attachments-path DIRECTORY` keeps it.
    ///
    /// - Parameters:
    ///   - formats: What to attach by its file's name. Defaults to `findings.json`, `results.sarif` and
    ///     `report.html`.
    ///   - sourceLocation: Where the attachment is noted. Defaults to the call.
    /// - Throws: `ScanError` if the report cannot be written in one of the formats.
    public func attach(
        as formats: [String: any ReportFormat] = [
            "findings.json": JSONReport(), "results.sarif": SARIFReport(), "report.html": HTMLReport(),
        ],
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        for (name, format) in formats.sorted(by: { $0.key < $1.key }) {
            let text = try format.text(for: self)
            Attachment.record(Array(text.utf8), named: name, sourceLocation: sourceLocation)
        }
    }
}
