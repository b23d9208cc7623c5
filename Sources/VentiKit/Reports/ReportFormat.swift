//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A way to write a report down.
///
/// A format writes as it goes: it asks for one finding after another and hands over what it has made of them, so that a
/// report of any length needs little memory.
public protocol ReportFormat: Sendable {
    /// The usual ending of a file's name, without the dot.
    var fileExtension: String { get }

    /// Writes the report in this format.
    ///
    /// - Parameters:
    ///   - content: The report; its findings may be gone through more than once.
    ///   - output: Where the bytes go, in their order.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if the report cannot be written so, and
    ///   whatever the content and the output throw.
    func write(_ content: ReportContent, to output: inout some ReportOutput) throws
}

extension ReportFormat {
    /// Writes a report that is in memory.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - output: Where the bytes go.
    public func write(_ report: ScanReport, to output: inout some ReportOutput) throws {
        try write(ReportContent(report), to: &output)
    }

    /// The report as text in this format, for reports that are small enough to hold twice.
    ///
    /// - Parameter report: The report.
    /// - Throws: ``ScanError`` with code ``ScanError/Code/invalidEncoding`` if the report cannot be written so.
    public func text(for report: ScanReport) throws -> String {
        var output = MemoryOutput()
        try write(report, to: &output)
        return output.text
    }
}
