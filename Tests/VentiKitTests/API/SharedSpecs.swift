//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// The folder of real documents and parser suites beside the project, where there is one.
enum SharedSpecs {
    static let folder: String? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/specs")
            .standardized.path
        return FileManager.default.fileExists(atPath: root + "/index.tsv") ? root : nil
    }()

    static var isPresent: Bool { folder != nil }

    /// The paths of the files below a folder of the suites that have this extension, sorted.
    static func files(_ subfolder: String, extension suffix: String) -> [String] {
        guard let folder else { return [] }
        let base = folder + "/" + subfolder
        let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix("." + suffix) }.sorted().map { base + "/" + $0 }
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }
}
