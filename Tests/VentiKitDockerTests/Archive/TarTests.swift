//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import VentiKitDocker

struct TarTests {
    private func archive(_ files: [(String, [UInt8])]) throws -> [UInt8] {
        var writer = TarWriter(owner: 65_534)
        try writer.addFolder("in", mode: 0o700)
        for (path, contents) in files { try writer.addFile(path, contents, mode: 0o400) }
        return writer.finished()
    }

    @Test func whatWasWrittenIsRead() throws {
        let long = String(repeating: "folder/", count: 20) + "file.json"
        let files: [(String, [UInt8])] = [
            ("in/a", []), ("in/b", Array("text".utf8)), ("in/c", Array(repeating: 7, count: 1_025)), (long, [1]),
        ]
        let entries = try TarReader().read(try archive(files))
        #expect(entries.map(\.path) == files.map(\.0))
        #expect(entries.map(\.contents) == files.map(\.1))
    }

    @Test func theSystemsTarReadsWhatWasWritten() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "venti-tar-\(UInt64.random(in: 0...(.max)))"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "x.tar")
        try Data(try archive([("in/request.json", Array("{}".utf8))])).write(to: path)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["tar", "-tvf", path.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(text.contains("in/request.json"))
        #expect(text.contains("-r-------- 65534/65534"))
    }

    @Test(arguments: ["../escape", "/etc/passwd", "a/../../b", "a//b", "./a/./b", "a\\b", "", "a\u{1}b"])
    func aPathThatLeadsOutIsNeitherWrittenNorRead(_ path: String) throws {
        #expect(throws: DockerError.self) { try archive([(path, [1])]) }
        // The same name in an archive of somebody else's.
        var bytes = try archive([("harmless", [1])])
        let start = 512
        for index in 0..<100 { bytes[start + index] = 0 }
        for (index, byte) in path.utf8.prefix(99).enumerated() { bytes[start + index] = byte }
        #expect(throws: DockerError.self) { try TarReader().read(resealed(bytes, at: start)) }
    }

    @Test(arguments: ["1", "2", "3", "4", "6", "V"]) func linksAndDevicesAreRefused(_ type: String) throws {
        var bytes = try archive([("file", [1])])
        bytes[512 + 156] = Array(type.utf8)[0]
        #expect(throws: DockerError.self) { try TarReader().read(resealed(bytes, at: 512)) }
    }

    @Test func moreThanTheLimitsIsRefused() throws {
        let bytes = try archive([("a", Array(repeating: 1, count: 600)), ("b", [1])])
        #expect(throws: DockerError.self) { try TarReader(limits: .init(totalBytes: 600, entries: 10)).read(bytes) }
        #expect(throws: DockerError.self) { try TarReader(limits: .init(totalBytes: 601, entries: 2)).read(bytes) }
        #expect(try TarReader(limits: .init(totalBytes: 601, entries: 3)).read(bytes).count == 2)
    }

    @Test func aNameThatComesTwiceIsRefused() throws {
        let bytes = try archive([("a", [1]), ("a", [2])])
        #expect(throws: DockerError.self) { try TarReader().read(bytes) }
    }

    @Test func aChangedArchiveIsReadOrRefusedAndNeverLeadsOut() throws {
        let whole = try archive([("in/a", Array(repeating: 65, count: 700)), ("out/b", [1, 2, 3])])
        var read = 0
        for round in 0..<3_000 {
            var bytes = whole
            for _ in 0...Int.random(in: 0...3) { bytes[Int.random(in: bytes.indices)] = UInt8.random(in: 0...255) }
            if round.isMultiple(of: 3) { bytes.removeLast(Int.random(in: 0..<bytes.count)) }
            if round.isMultiple(of: 2), bytes.count >= 1_024 { bytes = resealed(bytes, at: 512) }
            guard let entries = try? TarReader().read(bytes) else { continue }
            read += 1
            #expect(entries.allSatisfy { WorkloadFile.isPlain($0.path) })
        }
        #expect(read > 0)
    }

    /// The bytes with the right sum in the header at this place.
    private func resealed(_ bytes: [UInt8], at start: Int) -> [UInt8] {
        var bytes = bytes
        let sum = (0..<512).reduce(0) { $0 + ((148..<156).contains($1) ? 32 : Int(bytes[start + $1])) }
        let digits = String(sum, radix: 8)
        let field = String(repeating: "0", count: max(0, 6 - digits.count)) + digits + "\u{0} "
        for (index, byte) in field.utf8.prefix(8).enumerated() { bytes[start + 148 + index] = byte }
        return bytes
    }
}
