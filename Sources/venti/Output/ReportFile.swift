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

/// A file that a report is written to: never half, and never too late to say that it cannot be.
struct ReportFile {
    let path: String
    /// The option that named the path, for what is said of it.
    var option = "--output"

    /// Makes the folder and tries whether a file can be made in it.
    ///
    /// - Throws: ``CommandError`` that names the path.
    func prepare() throws {
        guard !LocalFile.isFolder(path), !path.hasSuffix("/") else {
            throw CommandError.usage("\(option) \(path): is a folder; name a file in it")
        }
        if isSpecial { return }
        let folder = LocalFile.folder(of: destination)
        let trial = "\(folder)/.venti-\(UInt64.random(in: 0...UInt64.max)).tmp"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data().write(to: URL(filePath: trial))
            try FileManager.default.removeItem(atPath: trial)
        } catch {
            throw CommandError.usage("\(option) \(path): cannot be written; give a folder that you may write to")
        }
    }

    /// Writes to a file beside it and renames that, so that a reader sees the old report or the new one.
    func write(_ text: String) throws { try write { try $0.write(Array(text.utf8)) } }

    /// Writes a report, finding by finding.
    ///
    /// - Throws: ``CommandError`` that names the path, and `ScanError` where the report cannot be written in the format.
    func write(_ content: ReportContent, as format: any ReportFormat) throws {
        try write { try format.write(content, to: &$0) }
    }

    private func write(_ body: (inout ClosureOutput) throws -> Void) throws {
        if isSpecial {
            guard let file = OpenFile(writing: destination) else { throw failure }
            var output = ClosureOutput { if !StandardStream.write($0, to: file.descriptor) { throw failure } }
            return try body(&output)
        }
        do {
            let file = try FileOutput(destination)
            var output = ClosureOutput { try file.write($0) }
            try body(&output)
            try file.finish()
        } catch let error as ScanError where error.code == .invalidArgument {
            throw failure
        }
    }

    private var failure: CommandError {
        .usage("\(option) \(path): cannot be written any more; check the disk's space and the folder")
    }

    /// The file behind a symbolic link, which a rename would replace.
    private var destination: String {
        LocalFile.exists(path) ? URL(filePath: path).resolvingSymlinksInPath().path : path
    }

    /// Whether the path is a pipe or a device, which cannot be renamed onto.
    private var isSpecial: Bool {
        guard LocalFile.exists(path) else { return false }
        let type = try? FileManager.default.attributesOfItem(atPath: destination)[.type] as? FileAttributeType
        return type != .typeRegular
    }
}
