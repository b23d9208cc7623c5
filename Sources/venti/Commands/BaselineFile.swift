//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// The file of a baseline.
struct BaselineFile {
    static let defaultPath = ".venti/baseline.json"
    /// Room for a hundred thousand findings.
    private static let maximumBytes = 64 << 20

    /// The absolute path.
    let path: String
    /// The path as people in this folder write it.
    let name: String

    init(_ path: String, _ surroundings: Surroundings) {
        self.path = LocalFile.absolute(path, in: surroundings.directory)
        let folder = surroundings.directory + "/"
        name = Terminal.singleLine(
            self.path.hasPrefix(folder) ? String(self.path.dropFirst(folder.count)) : self.path
        )
    }

    /// The baseline, or `nil` where there is no file.
    ///
    /// - Throws: ``CommandError`` that names the file and the mend if it holds no baseline.
    func read() throws -> Baseline? {
        guard LocalFile.exists(path) else { return nil }
        let bytes: [UInt8]
        do {
            bytes = try LocalFile.bytes(at: path, maximumBytes: Self.maximumBytes)
        } catch {
            throw CommandError.usage("\(name): the baseline \(error.reason); name the file of one")
        }
        return try Baseline(bytes: bytes, name: name)
    }

    /// Writes the baseline, and makes the folder where there is none.
    func write(_ baseline: Baseline) throws {
        let file = ReportFile(path: path, option: "--path")
        let text = try baseline.text()
        try file.prepare()
        try file.write(text)
    }
}
