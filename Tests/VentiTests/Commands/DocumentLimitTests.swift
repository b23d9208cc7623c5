//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

struct DocumentLimitTests {
    /// In the program, which lacks most of Foundation: there a file's size is not the type that it is in a test.
    @Test
    func `A document that is too large is refused by its size, before it is read`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "openapi.json")
        let file = try FileHandle(forWritingTo: URL(filePath: folder.path("openapi.json")))
        // Takes no room on the disk, and none of a machine's memory holds it.
        try file.truncate(atOffset: 1 << 43)
        try file.close()
        let outcome = try await VentiProcess(
            arguments: ["scan", "openapi.json", "--url", "http://127.0.0.1:9"],
            directory: folder.path
        ).run()
        #expect(outcome.errorLines.count == 1)
        let words = "openapi.json: The document has 8796093022208 bytes, more than the 67108864 allowed."
        #expect(outcome.error.contains(words), "\(outcome.error)")
    }
}
