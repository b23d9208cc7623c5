//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Reads every document of a folder's index.tsv and compares with the counts there.
struct SpecsFigure {
    /// One row of the index.
    struct Row {
        var file: String
        var paths: Int?
        var operations: Int?
        var bytes: Int
    }

    var folder: String

    func run() throws {
        let rows = try readIndex()
        let measured = 100_000
        var read = 0
        var equal = 0
        var slowest = 0.0
        var hungriest = 0.0
        var large: [String] = []
        for row in rows {
            let path = folder + "/" + row.file
            do {
                let description = try APIDescription(contentsOf: path)
                read += 1
                if description.pathCount == row.paths, description.operations.count == row.operations {
                    equal += 1
                } else {
                    print(
                        "\(row.file): paths \(description.pathCount), expected \(row.paths ?? -1);",
                        "operations \(description.operations.count), expected \(row.operations ?? -1)"
                    )
                    for diagnostic in description.diagnostics.prefix(5) { print("    \(diagnostic)") }
                }
            } catch {
                print("\(row.file): \(error)")
            }
            guard row.bytes >= measured else { continue }
            let speed = try SpeedMeasurement(path: path)
            slowest = max(slowest, speed.ratio ?? 0)
            let memory = try MemoryMeasurement.peak(of: path).map { Double($0) / Double(row.bytes) }
            hungriest = max(hungriest, memory ?? 0)
            large.append(speed.line(name: row.file) + String(format: "  memory %.1f x", memory ?? -1))
        }
        print(
            "\nDocuments of at least \(measured / 1000) kB, medians of interleaved rounds; memory is the peak's growth by document size:"
        )
        print(SpeedMeasurement.header)
        for line in large { print(line) }
        print(String(format: "highest memory multiple over these: %.1f", hungriest))
        print("slowest_ratio_to_bare_parse is over these documents.")
        print(
            "specs: read=\(read)/\(rows.count) counts_equal=\(equal)/\(rows.count)",
            "slowest_ratio_to_bare_parse=\(String(format: "%.2f", slowest))"
        )
    }

    private func readIndex() throws -> [Row] {
        let text = try String(contentsOfFile: folder + "/index.tsv", encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        let names = lines.first?.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) ?? []
        return lines.dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            func cell(_ name: String) -> String {
                names.firstIndex(of: name).flatMap { $0 < cells.count ? cells[$0] : nil } ?? ""
            }
            return Row(
                file: cell("file"),
                paths: Int(cell("paths")),
                operations: Int(cell("operations_resolved")),
                bytes: Int(cell("bytes")) ?? 0
            )
        }
    }
}
