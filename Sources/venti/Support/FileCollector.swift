//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Prints the files that a scanner in a neighbouring container leaves, once it has ended.
///
/// The containers of its pod share their processes: the scanner has ended where there is no other process any more. A pod
/// starts its containers in their order, so that a scanner that is not to be seen has ended already.
struct FileCollector {
    let folder: String

    func run() async throws {
        while Self.hasNeighbours() { try await Task.sleep(for: .milliseconds(250)) }
        for line in try FilePiece.lines(of: files()) { StandardStream.output.write(line) }
    }

    /// Plain files alone: a link could lead out of the folder.
    private func files() throws -> [WorkloadFile] {
        let manager = FileManager.default
        guard let paths = try? manager.subpathsOfDirectory(atPath: folder) else { return [] }
        return paths.sorted().compactMap { path in
            let full = "\(folder)/\(path)"
            let type = (try? manager.attributesOfItem(atPath: full))?[.type] as? FileAttributeType
            guard type == .typeRegular, WorkloadFile.isPlain(path), let data = manager.contents(atPath: full) else {
                return nil
            }
            return WorkloadFile(path, contents: Array(data))
        }
    }

    /// Whether a process runs beside this one and the first, which holds the pod together.
    private static func hasNeighbours() -> Bool {
        let own = Int(ProcessInfo.processInfo.processIdentifier)
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc") else { return false }
        return names.compactMap { Int($0) }.contains { number in
            guard number != 1, number != own, let data = FileManager.default.contents(atPath: "/proc/\(number)/stat")
            else {
                return false
            }
            // One that has ended and that nobody has taken leave of does nothing any more.
            let text = String(decoding: data, as: UTF8.self)
            guard let close = text.lastIndex(of: ")") else { return false }
            return text[close...].dropFirst(2).first != "Z"
        }
    }
}
