//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import venti

struct LocalFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test
    func `A file is read to its end, and one that is larger than it may be is refused`() throws {
        try folder.write(String(repeating: "x", count: 100_000), to: "text")
        #expect(try LocalFile.bytes(at: folder.path("text"), maximumBytes: 100_000).count == 100_000)
        let problem = try #require(throws: LocalFile.Problem.self) {
            try LocalFile.bytes(at: folder.path("text"), maximumBytes: 99_999)
        }
        #expect(problem.reason == "is larger than 99999 bytes")
    }

    @Test(.timeLimit(.minutes(1)))
    func `A file without an end is given up at the maximum`() throws {
        let problem = try #require(throws: LocalFile.Problem.self) {
            try LocalFile.bytes(at: "/dev/zero", maximumBytes: 1 << 20)
        }
        #expect(problem.reason == "is larger than 1048576 bytes")
    }

    @Test
    func `What is not there and what is a folder say so`() throws {
        let missing = try #require(throws: LocalFile.Problem.self) {
            try LocalFile.text(at: folder.path("missing"))
        }
        #expect(missing.reason == "does not exist")
        let inner = try #require(throws: LocalFile.Problem.self) { try LocalFile.text(at: folder.path) }
        #expect(inner.reason == "is a folder")
    }
}
