//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// Reports that real ZAPs wrote, with the counts of their index. They are no part of the project: tests over them are
/// skipped where they are absent.
enum SharedZAPReports {
    struct Entry: Sendable, CustomStringConvertible {
        var file: URL
        var version: String
        var sites: Int
        var alerts: Int
        var instances: Int

        var description: String { file.lastPathComponent }
    }

    static let entries: [Entry] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/zap")
        guard let index = try? String(contentsOf: root.appending(path: "index.tsv"), encoding: .utf8) else { return [] }
        return index.split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count >= 5, let sites = Int(cells[2]), let alerts = Int(cells[3]), let instances = Int(cells[4])
            else { return nil }
            return Entry(
                file: root.appending(path: "reports/\(cells[0])"),
                version: String(cells[1]),
                sites: sites,
                alerts: alerts,
                instances: instances
            )
        }
    }()
}
