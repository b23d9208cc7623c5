//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads small files that the user names: tokens, identities, the configuration.
enum LocalFile {
    /// What keeps a file from being read, in words that finish “NAME …”.
    struct Problem: Error {
        var reason: String
    }

    /// The path, absolute, with `~/` for the home folder.
    static func absolute(_ path: String, in folder: String, home: String? = nil) -> String {
        if path.hasPrefix("/") { return path }
        if path.hasPrefix("~/"), let home { return home + path.dropFirst() }
        return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    }

    /// The folder that holds the file.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The file's name without its folder.
    static func name(of path: String) -> String { String(path.split(separator: "/").last ?? "") }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }

    /// The file's text.
    static func text(at path: String, maximumBytes: Int = 1 << 20) throws(Problem) -> String {
        let bytes = try bytes(at: path, maximumBytes: maximumBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Problem(reason: "is not UTF-8 text") }
        return text
    }

    /// The file's bytes.
    static func bytes(at path: String, maximumBytes: Int) throws(Problem) -> [UInt8] {
        guard exists(path) else { throw Problem(reason: "does not exist") }
        guard !isFolder(path) else { throw Problem(reason: "is a folder") }
        guard let file = OpenFile(reading: path) else { throw Problem(reason: "cannot be read") }
        switch file.readAll(maximumBytes: maximumBytes) {
        case .success(let bytes): return bytes
        case .failure(.tooLarge): throw Problem(reason: "is larger than \(maximumBytes) bytes")
        case .failure(.unreadable): throw Problem(reason: "cannot be read")
        }
    }
}
