//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Reads a tar archive that somebody else has written, into memory and never onto a disk.
///
/// Takes plain files and folders, and the extensions of pax and GNU for long names. Links and devices are refused, and so
/// are names that lead out of the archive, names that come twice, and more than the limits allow.
struct TarReader: Sendable {
    /// What an archive may cost.
    struct Limits: Sendable, Hashable {
        /// The bytes of all files together.
        var totalBytes = 64 << 20
        var entries = 1_000
    }

    /// A file in the archive.
    struct Entry: Sendable, Hashable {
        var path: String
        var contents: [UInt8]
    }

    /// The longest path that is read or written.
    static let maximumPathBytes = 1_024

    var limits = Limits()

    /// The files of an archive, in its order.
    ///
    /// - Throws: ``DockerError`` with code ``DockerError/Code/invalidArchive``.
    func read(_ bytes: [UInt8]) throws -> [Entry] {
        var entries: [Entry] = []
        var seen: Set<String> = []
        var total = 0
        var count = 0
        var longName: String?
        var position = 0
        while position + 512 <= bytes.count {
            let header = bytes[position..<position + 512]
            position += 512
            if header.allSatisfy({ $0 == 0 }) { return entries }
            try Self.checkSum(of: header)
            guard let size = Self.number(header, 124, 12), size >= 0, size <= bytes.count - position else {
                throw Self.invalid("an entry is longer than the archive")
            }
            count += 1
            total += size
            guard count <= limits.entries, total <= limits.totalBytes else { throw Self.invalid("it is too large") }
            let contents = bytes[position..<position + size]
            position += (size + 511) / 512 * 512
            switch header[header.startIndex + 156] {
            case UInt8(ascii: "x"): longName = Self.paxPath(contents) ?? longName
            case UInt8(ascii: "L"): longName = Self.text(contents)
            case UInt8(ascii: "g"): continue
            case UInt8(ascii: "0"), 0, UInt8(ascii: "5"):
                let isFolder = header[header.startIndex + 156] == UInt8(ascii: "5")
                let path = try Self.path(longName ?? Self.name(header), isFolder: isFolder)
                longName = nil
                guard seen.insert(path).inserted else { throw Self.invalid("\"\(path)\" comes twice") }
                if !isFolder { entries.append(Entry(path: path, contents: Array(contents))) }
            default: throw Self.invalid("it holds a link or a device")
            }
        }
        throw Self.invalid("it ends too soon")
    }

    static func invalid(_ reason: String) -> DockerError {
        DockerError(.invalidArchive, "The archive from the container is refused: \(reason).")
    }

    private static func path(_ text: String, isFolder: Bool) throws -> String {
        var path = text[...]
        while isFolder, path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
        if path.hasPrefix("./") { path = path.dropFirst(2) }
        let stays = WorkloadFile.staysInFolder(String(path), maximumBytes: maximumPathBytes)
        guard stays || (isFolder && path == ".") else {
            throw invalid("a name leads out of it, or cannot be a name")
        }
        return String(path)
    }

    private static func name(_ header: ArraySlice<UInt8>) -> String {
        let start = header.startIndex
        let name = text(header[start..<start + 100])
        let isUstar = header[start + 257..<start + 263].elementsEqual("ustar\u{0}".utf8)
        let prefix = isUstar ? text(header[start + 345..<start + 500]) : ""
        return prefix.isEmpty ? name : prefix + "/" + name
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// A number in octal, or in base 256 where its first bit is set.
    private static func number(_ header: ArraySlice<UInt8>, _ offset: Int, _ length: Int) -> Int? {
        let field = header[header.startIndex + offset..<header.startIndex + offset + length]
        if let first = field.first, first & 0x80 != 0 {
            guard first == 0x80, field.dropFirst().dropLast(7).allSatisfy({ $0 == 0 }) else { return nil }
            return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
        }
        let digits = text(field).filter { $0 != " " }
        return digits.isEmpty ? 0 : Int(digits, radix: 8)
    }

    private static func checkSum(of header: ArraySlice<UInt8>) throws {
        let sum = header.enumerated().reduce(0) { sum, byte in
            sum + ((148..<156).contains(byte.offset) ? 32 : Int(byte.element))
        }
        guard number(header, 148, 8) == sum else { throw invalid("a header's sum is wrong") }
    }

    /// The `path` of a pax header, whose records are `LENGTH KEY=VALUE` and a newline.
    private static func paxPath(_ contents: ArraySlice<UInt8>) -> String? {
        var rest = contents
        var path: String?
        while let space = rest.firstIndex(of: UInt8(ascii: " ")),
            let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > 0, length <= rest.count,
            rest.startIndex + length > space + 1
        {
            let record = String(decoding: rest[space + 1..<rest.startIndex + length - 1], as: UTF8.self)
            if record.hasPrefix("path=") { path = String(record.dropFirst(5)) }
            rest = rest.dropFirst(length)
        }
        return path
    }
}
