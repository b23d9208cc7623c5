//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

extension DocumentSource {
    /// The document as a text in the test itself, JSON or YAML.
    ///
    /// - Parameters:
    ///   - text: The document.
    ///   - name: Its name for messages and reports. Defaults to `openapi.yaml`.
    public static func text(_ text: String, name: String = "openapi.yaml") -> Self {
        .bytes(Array(text.utf8), name: name)
    }

    /// A file that lies beside the source file of the test, or below its folder, wherever the tests are run from.
    ///
    /// - Parameters:
    ///   - path: The file's path from the folder of the source file.
    ///   - sourceFile: The source file. Defaults to the one of the call.
    public static func beside(_ path: String, sourceFile: String = #filePath) -> Self {
        let folder = sourceFile.lastIndex(of: "/").map { String(sourceFile[...$0]) } ?? ""
        return .file(folder + path)
    }
}
