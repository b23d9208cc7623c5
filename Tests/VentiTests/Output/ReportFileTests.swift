//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import venti

struct ReportFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test
    func `Folders on the way are made, and no trial file stays`() throws {
        let file = ReportFile(path: folder.path("a/b/report.json"))
        try file.prepare()
        #expect(try folder.names(in: "a/b").isEmpty)
        try file.write("{}")
        #expect(try folder.names(in: "a/b") == ["report.json"])
        #expect(try folder.read("a/b/report.json") == "{}")
    }

    @Test
    func `An old report is replaced whole`() throws {
        try folder.write(String(repeating: "x", count: 10_000), to: "report.json")
        let file = ReportFile(path: folder.path("report.json"))
        try file.prepare()
        #expect(try folder.read("report.json").count == 10_000)
        try file.write("{}")
        #expect(try folder.read("report.json") == "{}")
    }

    @Test
    func `A symbolic link stays one`() throws {
        try folder.write("old", to: "real/report.json")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link.json"),
            withDestinationPath: folder.path("real/report.json")
        )
        let file = ReportFile(path: folder.path("link.json"))
        try file.prepare()
        try file.write("new")
        #expect(try folder.read("real/report.json") == "new")
        let type =
            try FileManager.default.attributesOfItem(atPath: folder.path("link.json"))[.type] as? FileAttributeType
        #expect(type == .typeSymbolicLink)
    }

    @Test
    func `A device is written to as it is`() throws {
        let file = ReportFile(path: "/dev/null")
        try file.prepare()
        try file.write("{}")
        #expect(FileManager.default.fileExists(atPath: "/dev/null"))
    }

    @Test(arguments: ["folder", "folder/", "file/report.json"])
    func `What cannot be a file is refused before the scan`(_ name: String) throws {
        try folder.write("", to: "file")
        try folder.write("", to: "folder/inner")
        let error = try #require(throws: CommandError.self) { try ReportFile(path: folder.path(name)).prepare() }
        #expect(error.status == .usage)
        #expect(error.message.contains("--output \(folder.path(name)): "))
        let other = try #require(throws: CommandError.self) {
            try ReportFile(path: folder.path(name), option: "--to").prepare()
        }
        #expect(other.message.hasPrefix("--to \(folder.path(name)): "))
    }
}
