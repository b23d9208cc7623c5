//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct FilePieceTests {
    private let files = [
        WorkloadFile("empty", contents: []),
        WorkloadFile("exact", contents: Array(repeating: 7, count: FilePiece.maximumBytes)),
        WorkloadFile("sub/größe", contents: (0..<20_000).map { UInt8(truncatingIfNeeded: $0) }),
    ]

    private func lines(of files: [WorkloadFile]) throws -> [String] {
        var lines: [String] = []
        for file in files {
            var rest = file.contents[...]
            try FilePiece.write(file.path, size: file.contents.count) { count in
                defer { rest = rest.dropFirst(count) }
                return Array(rest.prefix(count))
            } to: {
                lines.append($0)
            }
        }
        return lines + [try FilePiece.end(of: files.count)]
    }
    private func lines() throws -> [String] { try lines(of: files) }
    private func read(_ lines: some Sequence<String>, maximumBytes: Int = 1 << 20) throws -> [WorkloadFile] {
        try FilePiece.files(in: Array(lines.joined().utf8), maximumBytes: maximumBytes)
    }

    @Test func filesComeAsTheyWere() throws {
        #expect(try read(lines()) == files)
        #expect(try read(lines(of: [])) == [])
        for line in try lines() { #expect(line.utf8.count < 16_384 && line.utf8.allSatisfy { $0 < 0x80 }) }
    }

    @Test func whatIsMissingIsNoticed() throws {
        let lines = try lines()
        for index in lines.indices {
            var left = lines
            left.remove(at: index)
            #expect(throws: ScanError.self, "without line \(index)") { try read(left) }
        }
        #expect(throws: ScanError.self) { try read(lines + lines) }
        #expect(throws: ScanError.self) { try read(lines, maximumBytes: 20_000) }
    }

    /// However large a file is: what was read is written before more of it is read.
    @Test func noMoreThanAPieceIsInMemory() throws {
        let size = 10 * FilePiece.maximumBytes + 1
        var (read, written, most) = (0, 0, 0)
        try FilePiece.write("large", size: size) { count in
            read += count
            most = max(most, read - written)
            return Array(repeating: 7, count: count)
        } to: { _ in
            written = read
        }
        #expect(read == size && written == size)
        #expect(most == FilePiece.maximumBytes)
    }

    @Test func aFileThatHasBecomeShorterIsNoticed() throws {
        var lines: [String] = []
        var rest = [[UInt8]](repeating: Array(repeating: 7, count: FilePiece.maximumBytes), count: 2)
        try FilePiece.write("short", size: 3 * FilePiece.maximumBytes) { _ in
            rest.popLast() ?? []
        } to: {
            lines.append($0)
        }
        #expect(lines.count == 2)
        lines.append(try FilePiece.end(of: 1))
        #expect(throws: ScanError.self) { try self.read(lines) }
    }

    @Test func aFileThatLeavesItsFolderIsRefused() throws {
        let line = #"{"path":"../x","index":0,"size":0,"data":""}"# + "\n"
        #expect(throws: ScanError.self) { try read([line, #"{"path":"","index":0,"size":1,"data":""}"#]) }
    }
}

struct JSONTextTests {
    @Test(arguments: ["{}", "\"Grüße\"", "\"😀\u{2028}\"", "\"\\u00e9é\""]) func textsStayWhatTheyAre(
        _ json: String
    ) throws {
        let ascii = JSONText.ascii(json)
        #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
        guard json != "{}" else { return #expect(ascii == "{}") }
        func text(_ json: String) throws -> String {
            try JSONCoding.decode(String.self, from: Array(json.utf8), subject: "")
        }
        #expect(try text(ascii) == text(json))
    }
}
