//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OpenAPIReader {
    /// The files that a document is made of: itself first, then those in its folder and below that it refers to.
    ///
    /// - Parameter path: The document.
    /// - Returns: The files with their paths relative to the document's folder.
    /// - Throws: ``OpenAPIReaderError``.
    func files(of path: String) throws -> [(path: String, contents: [UInt8])] {
        let bytes = try DocumentFile.read(path, maximumBytes: limits.effective.maximumBytes)
        let sources = try sources(bytes, name: path, baseDirectory: DocumentFile.directory(of: path))
        return sources.trees.map { tree in
            let name = tree.id == 0 ? String(path.split(separator: "/").last ?? "") : sources.canonicalName(of: tree.id)
            return (name, Array(tree.bytes))
        }
    }

    /// The documents that reading this one opened.
    private func sources(_ bytes: [UInt8], name: String, baseDirectory: String) throws -> DocumentSources {
        var sources = DocumentSources(reader: self, name: name, baseDirectory: baseDirectory)
        let tree = try DocumentParser.parse(bytes, name: name, limits: limits.effective)
        sources.addRoot(tree)
        var reading = try OpenAPIReading(root: tree, sources: sources)
        _ = reading.description()
        return reading.sources
    }
}
