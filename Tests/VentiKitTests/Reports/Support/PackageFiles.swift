//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// Files of this package, found from where this source file is.
enum PackageFiles {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The golden file of this name, or the given text once it was written to the file because `VENTIKIT_RECORD` is set.
    static func golden(_ name: String, recording text: String) throws -> String {
        let url = root.appending(path: "Tests/VentiKitTests/Fixtures/Reports/\(name)")
        if ProcessInfo.processInfo.environment["VENTIKIT_RECORD"] != nil {
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        return try String(contentsOf: url, encoding: .utf8)
    }
}
