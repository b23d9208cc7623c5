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

/// The argument that names the API's document: a file, a URL, or `-` for standard input.
enum DocumentArgument {
    /// A document on standard input may have this many bytes; the reader's own limit is lower or equal.
    private static let maximumBytes = 256 << 20

    /// - Throws: ``CommandError`` that names the file if it cannot be read.
    static func source(
        _ argument: String?,
        isFromConfig: Bool = false,
        in surroundings: Surroundings,
        example: String = "venti scan openapi.yaml --url http://127.0.0.1:8080"
    ) throws -> DocumentSource {
        guard let argument, !argument.isEmpty else {
            throw CommandError.usage(
                "no document: give its file or URL, as in \(example)"
            )
        }
        if argument == "-", !isFromConfig {
            guard let bytes = StandardStream.input.readAll(maximumBytes: maximumBytes) else {
                throw CommandError.usage("standard input: the document is larger than \(maximumBytes >> 20) MiB")
            }
            guard !bytes.isEmpty else {
                throw CommandError.usage("standard input: nothing arrived; pipe the document in or name its file")
            }
            return .bytes(bytes, name: "stdin")
        }
        if argument.contains("://") { return .url(try checkedURL(argument)) }
        let path = LocalFile.absolute(argument, in: surroundings.directory)
        guard LocalFile.exists(path) else {
            throw CommandError.usage(
                "\(argument): no such file\(hint(for: path)); give the path or URL of an OpenAPI document"
            )
        }
        guard !LocalFile.isFolder(path) else {
            throw CommandError.usage("\(argument): is a folder\(documentHint(in: path)); name the document in it")
        }
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw CommandError.usage("\(argument): permission denied; make the file readable for you")
        }
        // Reports name the document as people in this folder do.
        let folder = surroundings.directory + "/"
        return .file(argument.hasPrefix(folder) ? String(argument.dropFirst(folder.count)) : argument)
    }

    /// Reads a document for a command that sends nothing.
    ///
    /// - Throws: ``CommandError`` that names the place if it cannot be read.
    static func description(of document: DocumentSource, command: String) throws -> APIDescription {
        do {
            return try document.localDescription(else: .invalidArgument) { url in
                "\(url): \(command) sends nothing; download the document first"
            }
        } catch let error as ScanError {
            throw CommandError.usage(error.message)
        }
    }

    private static func checkedURL(_ text: String) throws -> String {
        guard let scheme = text.split(separator: ":").first?.lowercased(), ["http", "https"].contains(scheme) else {
            throw CommandError.usage("\(text): a document's URL begins with http:// or https://")
        }
        return text
    }

    private static func hint(for path: String) -> String {
        let folder = LocalFile.folder(of: path)
        let neighbours = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return Suggestion.phrase(for: LocalFile.name(of: path), among: neighbours.prefix(2_000))
    }

    private static func documentHint(in folder: String) -> String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let found = names.prefix(2_000).sorted().first { name in
            let name = name.lowercased()
            return (name.hasPrefix("openapi") || name.hasPrefix("swagger"))
                && [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
        }
        return found.map { " (did you mean \($0) in it?)" } ?? ""
    }
}
