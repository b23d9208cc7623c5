//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// The index of a folder of real reports: which there are, and what was counted in each.
struct ReportIndex {
    struct Entry {
        var name: String
        var file: URL
        var alerts: Int
        var instances: Int
    }

    /// A line that is none.
    struct LineError: Error, CustomStringConvertible {
        var line: String
        var description: String { "index.tsv has a line that is none: \(line)" }
    }

    let entries: [Entry]
    /// The reports in the folder that the index does not count.
    let unlisted: [String]

    init(_ folder: URL) throws {
        let reports = folder.appending(path: "reports")
        let text = try String(contentsOf: folder.appending(path: "index.tsv"), encoding: .utf8)
        let entries = try text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count >= 5, let alerts = Int(cells[3]), let instances = Int(cells[4]) else {
                throw LineError(line: String(line))
            }
            return Entry(name: cells[0], file: reports.appending(path: cells[0]), alerts: alerts, instances: instances)
        }
        let names = Set(entries.map(\.name))
        self.entries = entries
        let files = try FileManager.default.contentsOfDirectory(atPath: reports.path)
        unlisted = files.filter { !names.contains($0) }.sorted()
    }
}
