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
/// The containers of its pod share their processes: the scanner has ended where there was another process, or a file is, and
/// there is no other process any more. Where neither shows, it may not have begun yet, and is waited for.
struct FileCollector {
    let folder: String
    /// How long a scanner that has left no trace may take to begin.
    var patience = Duration.seconds(15)
    /// Whether another process runs in the pod.
    var hasNeighbours: () throws -> Bool = HostProcess.hasNeighbours

    func run() async throws {
        try await waitForTheScanner()
        try write { StandardStream.output.write($0) }
    }

    /// Returns once the scanner has ended.
    func waitForTheScanner() async throws {
        let deadline = ContinuousClock.now + patience
        var hasBegun = false
        while true {
            if try hasNeighbours() {
                hasBegun = true
            } else if try hasBegun || ContinuousClock.now >= deadline || !paths().isEmpty {
                return
            }
            try await Task.sleep(for: .milliseconds(250))
        }
    }

    /// Gives the lines that carry the folder's files. No more than a piece of one is in memory.
    func write(to line: (String) -> Void) throws {
        var count = 0
        for path in try paths() where WorkloadFile.isPlain(path) {
            let full = "\(folder)/\(path)"
            // Plain files alone: a link could lead out of the folder.
            let attributes = try FileManager.default.attributesOfItem(atPath: full)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            guard let file = OpenFile(reading: full), let size = file.size else {
                throw ScanError(.invalidArgument, "The file \(path) that the scanner left cannot be read.")
            }
            try FilePiece.write(path, size: size, read: { try file.next($0) }, to: line)
            count += 1
        }
        line(try FilePiece.end(of: count))
    }

    private func paths() throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    }
}
