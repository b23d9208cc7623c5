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
        while HostProcess.hasNeighbours { try await Task.sleep(for: .milliseconds(250)) }
        try write { StandardStream.output.write($0) }
    }

    /// Gives the lines that carry the folder's files. No more than a piece of one is in memory.
    func write(to line: (String) -> Void) throws {
        var count = 0
        for path in paths() {
            let full = "\(folder)/\(path)"
            // Plain files alone: a link could lead out of the folder.
            guard WorkloadFile.isPlain(path), let attributes = try? FileManager.default.attributesOfItem(atPath: full),
                attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int,
                let file = OpenFile(reading: full)
            else { continue }
            try FilePiece.write(path, size: size, read: { try file.next($0) }, to: line)
            count += 1
        }
        line(try FilePiece.end(of: count))
    }

    private func paths() -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []).sorted()
    }
}
