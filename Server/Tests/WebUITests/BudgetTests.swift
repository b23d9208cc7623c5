//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import WebUI

struct BudgetTests {
    /// The most that a browser has to load besides pages, compressed. The system's gzip is the judge.
    @Test func scriptsAndStylesAreSmall() throws {
        var total = 0
        for (name, bytes) in Resources.assets where name.hasSuffix(".js") || name.hasSuffix(".css") {
            total += try Self.compressedSize(bytes)
        }
        #expect(total > 1_000)
        #expect(total <= 90 * 1_024)
    }

    @Test func anAssetHasAnotherPathWhenItChanges() {
        let before = AssetLibrary(["a.css": [1], "b.js": [2]])
        #expect(before.folder != AssetLibrary(["a.css": [1], "b.js": [3]]).folder)
        #expect(before.folder != AssetLibrary(["a.css": [1, 2], "b.js": []]).folder)
        #expect(before.folder == AssetLibrary(["a.css": [1], "b.js": [2]]).folder)
    }

    private static func compressedSize(_ bytes: [UInt8]) throws -> Int {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/gzip")
        gzip.arguments = ["-9", "-c", file.path()]
        let output = Pipe()
        gzip.standardOutput = output
        try gzip.run()
        let result = try output.fileHandleForReading.readToEnd() ?? Data()
        gzip.waitUntilExit()
        return result.count
    }
}
