//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// Reads a JSON report of ZAP's as findings.
public struct ZAPImport: ReportReader {
    private let findings: ZAPFindings
    private var reader: ZAPReportReader

    /// Makes a reader at the beginning of a report.
    ///
    /// - Parameters:
    ///   - findings: How alerts become findings.
    ///   - limits: The bounds of what is read.
    public init(findings: ZAPFindings = ZAPFindings(), limits: ZAPReportReader.Limits = ZAPReportReader.Limits()) {
        self.findings = findings
        reader = ZAPReportReader(limits: limits)
    }

    public mutating func read(_ bytes: [UInt8]) { reader.read(bytes) }

    public mutating func finish() throws -> ImportedReport {
        do {
            return findings.imported(try reader.finish())
        } catch {
            throw ScanError(.invalidEncoding, error.message, cause: error)
        }
    }
}
