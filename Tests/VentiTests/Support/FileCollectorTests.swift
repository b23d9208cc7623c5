//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit

@testable import venti

struct FileCollectorTests {
    @Test
    func `Plain files of a folder are printed as they are, and links are not followed`() throws {
        let folder = try TemporaryFolder()
        let large = (0..<100_003).map { UInt8(truncatingIfNeeded: $0 * 7) }
        try folder.write("hello", to: "report.json")
        try FileManager.default.createDirectory(atPath: folder.path("sub"), withIntermediateDirectories: true)
        try Data(large).write(to: URL(filePath: folder.path("sub/large")))
        try folder.write("", to: "empty")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link"),
            withDestinationPath: folder.path("report.json")
        )
        var lines: [String] = []
        try FileCollector(folder: folder.path).write { lines.append($0) }
        let files = try FilePiece.files(in: Array(lines.joined().utf8), maximumBytes: 1 << 20)
        #expect(files.map(\.path) == ["empty", "report.json", "sub/large"])
        #expect(files.map(\.contents) == [[], Array("hello".utf8), large])
    }

    @Test(.timeLimit(.minutes(1)))
    func `A scanner that begins late is waited for, and then until it has ended`() async throws {
        let folder = try TemporaryFolder()
        var looks = [false, false, true, true, false]
        var seen = 0
        let collector = FileCollector(folder: folder.path, patience: .seconds(600)) {
            seen += 1
            return looks.removeFirst()
        }
        try await collector.waitForTheScanner()
        #expect(seen == 5)
    }

    @Test(.timeLimit(.minutes(1)))
    func `A scanner that has left a file and is not to be seen has ended`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("hello", to: "report.json")
        var seen = 0
        let collector = FileCollector(folder: folder.path, patience: .seconds(600)) {
            seen += 1
            return false
        }
        try await collector.waitForTheScanner()
        #expect(seen == 1)
    }

    @Test(.timeLimit(.minutes(1)))
    func `One that leaves no trace is not waited for beyond the limit`() async throws {
        let folder = try TemporaryFolder()
        let began = ContinuousClock.now
        let collector = FileCollector(folder: folder.path, patience: .milliseconds(600), hasNeighbours: { false })
        try await collector.waitForTheScanner()
        #expect(ContinuousClock.now - began >= .milliseconds(600))
    }

    @Test
    func `A folder that is not there has no files`() throws {
        var lines: [String] = []
        try FileCollector(folder: "/nowhere/at/all").write { lines.append($0) }
        #expect(try FilePiece.files(in: Array(lines.joined().utf8), maximumBytes: 1).isEmpty)
    }
}
