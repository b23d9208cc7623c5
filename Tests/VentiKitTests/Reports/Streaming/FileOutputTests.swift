//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

struct FileOutputTests {
    /// Runs the body in a folder of its own.
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "venti-\(UInt64.random(in: 0 ... .max))")
            .path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func `The file is the old one until the new one is finished`() throws {
        try inFolder { folder in
            let path = "\(folder)/report"
            try Data("old".utf8).write(to: URL(filePath: path))
            let output = try FileOutput(path)
            try output.write(Array("ne".utf8))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
            try output.write(Array("w".utf8))
            try output.finish()
            try output.finish()
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["report"])
            #expect(throws: ScanError.self) { try output.write([1]) }
        }
    }

    @Test func `What is not finished leaves nothing behind`() throws {
        try inFolder { folder in
            do {
                let output = try FileOutput("\(folder)/report")
                try output.write([1, 2, 3])
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test func `A folder that is not there is an error that names the file`() {
        let error = #expect(throws: ScanError.self) { try FileOutput("/nonexistent/report") }
        #expect(error?.message.hasPrefix("/nonexistent/report cannot be made") == true)
    }
}
