//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

/// A file of the documentation that is made from the code: a test compares it, and rewrites it where `VENTIKIT_RECORD` is
/// set.
struct DocumentationFile {
    let path: String

    init(_ name: String, file: String = #filePath) {
        var root = URL(filePath: file)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        path = root.appending(path: "Documentation.docc/\(name)").path
    }

    var text: String {
        get throws { try String(contentsOfFile: path, encoding: .utf8) }
    }

    /// Expects the file to hold the text.
    func expect(_ expected: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["VENTIKIT_RECORD"] != nil {
            try Data(expected.utf8).write(to: URL(filePath: path))
        }
        #expect(
            try text == expected,
            "\(path) is out of date; VENTIKIT_RECORD=1 swift test rewrites it",
            sourceLocation: sourceLocation
        )
    }
}
