//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// A shell script, run with bash.
struct ShellRun {
    struct Result: Sendable {
        var status: Int32
        var output: String
    }

    let script: String
    let environment: [String: String]

    init(_ script: String, environment: [String: String]) {
        self.script = script
        self.environment = environment
    }

    /// Runs it to its end, or for two minutes.
    func result() async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "venti-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, output) = (folder.appending(path: "script.sh"), folder.appending(path: "output"))
        try Data(script.utf8).write(to: file)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "120", "bash", file.path]
        process.environment = ["PATH": "/usr/bin:/bin", "TMPDIR": folder.path].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        let status = await ended.first { _ in true } ?? -1
        return Result(status: status, output: String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }
}
