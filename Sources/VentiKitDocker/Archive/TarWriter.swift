//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Writes a tar archive (POSIX.1-1988 ustar) of small files, always with the same bytes for the same entries.
struct TarWriter: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Who owns the entries.
    var owner: Int

    init(owner: Int) { self.owner = owner }

    /// Adds a folder.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidArchive`` for a path that an archive cannot hold.
    mutating func addFolder(_ path: String, mode: Int) throws {
        bytes += try header(path + "/", type: "5", size: 0, mode: mode)
    }

    /// Adds a file.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidArchive`` for a path that an archive cannot hold.
    mutating func addFile(_ path: String, _ contents: [UInt8], mode: Int) throws {
        bytes += try header(path, type: "0", size: contents.count, mode: mode)
        bytes += contents
        bytes += [UInt8](repeating: 0, count: (512 - contents.count % 512) % 512)
    }

    /// The whole archive, with its end.
    func finished() -> [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    private func header(_ path: String, type: Character, size: Int, mode: Int) throws -> [UInt8] {
        let (prefix, name) = try Self.split(path)
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        func octal(_ value: Int, digits: Int) -> String {
            let text = String(value, radix: 8)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        guard size < 1 << 33 else { throw DockerError(.invalidArchive, "\(path) is too large for an archive.") }
        put(name, at: 0)
        put(octal(mode, digits: 7), at: 100)
        put(octal(owner, digits: 7), at: 108)
        put(octal(owner, digits: 7), at: 116)
        put(octal(size, digits: 11), at: 124)
        put(octal(0, digits: 11), at: 136)
        put("        ", at: 148)
        put(String(type), at: 156)
        put("ustar\u{0}00", at: 257)
        put(prefix, at: 345)
        put(octal(block.reduce(0) { $0 + Int($1) }, digits: 6) + "\u{0} ", at: 148)
        return block
    }

    /// A path of up to 255 bytes, cut at a slash into the two fields of a header.
    private static func split(_ path: String) throws -> (prefix: String, name: String) {
        let plain = path.hasSuffix("/") ? String(path.dropLast()) : path
        guard WorkloadFile.staysInFolder(plain, maximumBytes: TarReader.maximumPathBytes) else {
            throw DockerError(.invalidArchive, "The path \"\(path.prefix(100))\" does not stay in its folder.")
        }
        if path.utf8.count <= 100 { return ("", path) }
        var end = plain.endIndex
        while let slash = plain[..<end].lastIndex(of: "/") {
            let prefix = plain[..<slash]
            let name = path[path.index(after: slash)...]
            if prefix.utf8.count <= 155, name.utf8.count <= 100 { return (String(prefix), String(name)) }
            end = slash
        }
        throw DockerError(.invalidArchive, "The path \"\(path.prefix(100))…\" is too long for an archive.")
    }
}
