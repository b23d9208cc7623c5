//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A report as one JSON document, for programs and for ``report(from:)``.
///
/// Members are in alphabetical order: equal reports give equal bytes.
public struct JSONReport: ReportFormat {
    public var fileExtension: String { "json" }

    /// The format.
    public init() {}

    public func text(for report: ScanReport) throws -> String {
        String(decoding: try JSONCoding.encode(report, isPretty: true), as: UTF8.self) + "\n"
    }

    /// Reads a report that was written in this format.
    ///
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` and a message of one line.
    public static func report(from bytes: [UInt8]) throws(ScanError) -> ScanReport {
        try JSONCoding.decode(ScanReport.self, from: bytes, subject: "The report")
    }
}

extension ReportFormat where Self == JSONReport {
    /// One JSON document.
    public static var json: JSONReport { JSONReport() }
}
