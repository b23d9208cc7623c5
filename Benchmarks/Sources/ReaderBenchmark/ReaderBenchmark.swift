//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Reads OpenAPI documents and compares with a bare parse of the same bytes.
///
///     ReaderBenchmark specs FOLDER     reads every document of FOLDER/index.tsv
///     ReaderBenchmark FILE…            reads the given documents
///     ReaderBenchmark --memory FILE    prints the memory that reading takes (used by the others in a process of its own)
@main
enum ReaderBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "specs" where arguments.count == 2:
            try SpecsFigure(folder: arguments[1]).run()
        case "--memory" where arguments.count == 2:
            MemoryMeasurement.printForDocument(arguments[1])
        case "--diagnostics" where arguments.count == 2:
            for diagnostic in try APIDescription(contentsOf: arguments[1]).diagnostics { print(diagnostic) }
        case "--profile" where arguments.count == 3:
            for _ in 0..<(Int(arguments[2]) ?? 1) { _ = try APIDescription(contentsOf: arguments[1]) }
        case .some(let first) where !first.hasPrefix("-"):
            print(SpeedMeasurement.header)
            for path in arguments { print(try SpeedMeasurement(path: path).line(name: path)) }
        default:
            print(
                "usage: ReaderBenchmark specs FOLDER | FILE… | --memory FILE | --diagnostics FILE | --profile FILE COUNT"
            )
            exit(64)
        }
    }
}
