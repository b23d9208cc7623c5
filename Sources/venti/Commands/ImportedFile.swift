//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import ArgumentParser
import VentiKit
import VentiKitZAP

/// A report that another tool wrote.
enum ImportedFile {
    /// The tools whose reports are read.
    enum Tool: String, CaseIterable, ExpressibleByArgument {
        case zap, nuclei, sarif, gitlab

        func reader() -> any ReportReader {
            switch self {
            case .zap: ZAPImport()
            case .nuclei: NucleiReader()
            case .sarif: SARIFReader()
            case .gitlab: GitLabDASTReader()
            }
        }
    }

    private static let maximumBytes = 1 << 30
    private static let pieceBytes = 1 << 20

    /// The report as one of VentiKit's.
    ///
    /// - Throws: ``CommandError`` that names the file and the mend.
    static func report(_ argument: String, of tool: Tool, _ surroundings: Surroundings) throws -> ScanReport {
        let name = argument == "-" ? "standard input" : Terminal.singleLine(argument)
        let bytes = try SavedReport.bytes(argument, name, surroundings, maximumBytes: maximumBytes)
        var reader = tool.reader()
        for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
            reader.read(Array(bytes[start..<min(bytes.count, start + pieceBytes)]))
        }
        do {
            return try reader.finish().scanReport(documentName: argument == "-" ? "stdin" : argument)
        } catch let error as ScanError {
            throw CommandError.usage("\(name): \(Terminal.singleLine(error.message))")
        }
    }
}
