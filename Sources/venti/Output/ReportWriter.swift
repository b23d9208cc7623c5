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

    /// Finds out, before anything is sent, whether every file can be written.
    func prepare() throws {
        for case let path? in destinations.map(\.path) { try ReportFile(path: path).prepare() }
    }

    /// Writes the files first, so that a broken pipe on standard output costs none of them.
    ///
    /// - Returns: The paths of the files.
    func write(_ report: ScanReport) throws -> [String] {
        var written: [String] = []
        for destination in destinations {
            guard let path = destination.path else { continue }
            let plain = Terminal(isInteractive: false, columns: 120)
            try ReportFile(path: path).write(try destination.format.text(for: report, on: plain, in: folder))
            written.append(path)
        }
        for destination in destinations where destination.path == nil {
            StandardStream.output.write(try destination.format.text(for: report, on: terminal, in: folder))
        }
        return written
    }
}
