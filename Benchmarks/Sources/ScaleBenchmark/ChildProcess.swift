//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// This program once more, with other arguments.
enum ChildProcess {
    private static var program: URL { URL(filePath: "/proc/self/exe").resolvingSymlinksInPath() }

    private static func make(_ arguments: [String], pinned: Bool = false, unpinned: Bool = false) -> Process {
        let process = Process()
        let taskset = "/usr/bin/taskset"
        if pinned || unpinned, FileManager.default.isExecutableFile(atPath: taskset) {
            let cores = ProcessInfo.processInfo.processorCount
            process.executableURL = URL(filePath: taskset)
            process.arguments = ["-c", pinned ? "0" : "0-\(max(cores, 2) - 1)", program.path] + arguments
        } else {
            process.executableURL = program
            process.arguments = arguments
        }
        return process
    }

    /// Runs it to its end, and gives its lines.
    ///
    /// - Parameter pinned: Whether it may use one core only.
    static func output(
        of arguments: [String],
        pinned: Bool = false,
        onLine: (String) -> Void = { _ in }
    ) throws -> [String] {
        let process = make(arguments, pinned: pinned)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        var lines: [String] = []
        var rest = Data()
        while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty {
            rest.append(data)
            while let end = rest.firstIndex(of: 0x0A) {
                lines.append(String(decoding: rest[..<end], as: UTF8.self))
                onLine(lines[lines.count - 1])
                rest = rest[(end + 1)...]
            }
        }
        process.waitUntilExit()
        let status = process.terminationStatus
        guard status == 0 else { throw Failure(arguments: arguments, status: status) }
        return lines
    }

    struct Failure: Error {
        var arguments: [String]
        var status: Int32
    }

    /// Starts the server in a process of its own, gives its URL to the closure, and ends it afterwards.
    static func withStub<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let process = make(["stub"], unpinned: true)
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        defer {
            // The server ends with its input.
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }
        return try await body(line.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
