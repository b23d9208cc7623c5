//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Writes a scan's reports to where the user wants them.
struct ReportWriter {
    let destinations: [OutputDestination]
    let terminal: Terminal
    /// The folder that paths in reports are relative to.
    let folder: String
    /// The least severity of a finding that fails the gate, or `nil` where findings never do.
    var failOn: Severity? = .high
    /// Whether findings pass the gate that the baseline has.
    var countsNewOnly = false
    /// Whether the table lists accepted findings.
    var showsAccepted = false

    /// Finds out, before anything is sent, whether every file can be written.
    func prepare() throws {
        for case let path? in destinations.map(\.path) { try ReportFile(path: path).prepare() }
    }

    /// Writes the files first, so that a broken pipe on standard output costs none of them.
    ///
    /// - Returns: The paths of the files.
    func write(_ report: ScanReport) throws -> [String] { try write(ReportContent(report)) }

    /// Writes a report whose findings need not be in memory.
    ///
    /// - Returns: The paths of the files.
    func write(_ content: ReportContent) throws -> [String] {
        var written: [String] = []
        for destination in destinations {
            guard let path = destination.path else { continue }
            let plain = Terminal(isInteractive: false, columns: 120)
            try ReportFile(path: path).write(content, as: writer(of: destination.format, on: plain))
            written.append(path)
        }
        for destination in destinations where destination.path == nil {
            var output = ClosureOutput { StandardStream.write($0, to: StandardStream.output.rawValue) }
            try writer(of: destination.format, on: terminal).write(content, to: &output)
        }
        return written
    }

    private func writer(of format: OutputFormat, on terminal: Terminal) -> any ReportFormat {
        format.writer(
            on: terminal,
            in: folder,
            failOn: failOn,
            newOnly: countsNewOnly,
            showsAccepted: showsAccepted
        )
    }
}
