//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Files by their path.
enum DocumentFile {
    /// Reads a regular file of bounded size.
    static func read(_ path: String, maximumBytes: Int) throws(OpenAPIReaderError) -> [UInt8] {
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: realPath(path))
        } catch {
            throw OpenAPIReaderError(
                .unreadable,
                "There is no such file, or it may not be read. Check the path and its permissions.",
                file: path,
                cause: error
            )
        }
        guard let type = attributes[.type] as? FileAttributeType, type == .typeRegular else {
            throw OpenAPIReaderError(
                .unreadable,
                "This is not a file but a folder or device. Name the document itself.",
                file: path
            )
        }
        // No cast to Int: without all of Foundation, none of another integer succeeds.
        if let size = attributes[.size] as? any BinaryInteger, Int(clamping: size) > maximumBytes {
            throw OpenAPIReaderError(
                .tooLarge,
                "The document has \(size) bytes, more than the \(maximumBytes) allowed. Split it, or raise the limit maximumBytes.",
                file: path
            )
        }
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw OpenAPIReaderError(
                .unreadable,
                "The file cannot be read. Check its permissions.",
                file: path,
                cause: error
            )
        }
    }

    /// The folder that a file is in.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path without symbolic links, absolute.
    static func realPath(_ path: String) -> String {
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        return normalized(URL(filePath: normalized(absolute)).resolvingSymlinksInPath().path)
    }

    /// The path without empty, `.` and `..` segments.
    static func normalized(_ path: String) -> String {
        var segments: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == "..", let last = segments.last, last != ".." {
                segments.removeLast()
            } else if segment != ".." || !path.hasPrefix("/") {
                segments.append(segment)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + segments.joined(separator: "/")
    }
}
