//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// The built `venti`, run as a user runs it.
struct VentiProcess {
    /// How a run ended.
    struct Outcome: Sendable {
        var status: Int32
        var output: String
        var error: String

        /// The lines on standard error that are errors.
        var errorLines: [String] {
            error.split(separator: "\n").map(String.init).filter { $0.hasPrefix("venti: error: ") }
        }
    }

    /// Why there is no outcome.
    enum Failure: Error {
        case notBuilt(String)
        case timedOut
    }

    var arguments: [String]
    var directory: String
    var environment: [String: String] = [:]
    var input = ""
    var timeout: Duration = .seconds(120)

    /// Beside the test bundle.
    static var executable: String {
        get throws {
            let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            let candidates =
                [bundle, bundle.deletingLastPathComponent(), Bundle.main.bundleURL]
                .map { $0.appending(path: "venti").path }
                + [FileManager.default.currentDirectoryPath + "/.build/debug/venti"]
            guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
                throw Failure.notBuilt(candidates.joined(separator: ", "))
            }
            return found
        }
    }

    /// Runs to the end.
    ///
    /// `whileRunning` gets the process once it has started.
    func run(
        whileRunning: @escaping @Sendable (borrowing RunningProcess) async throws -> Void = { _ in }
    ) async throws -> Outcome {
        let files = try TemporaryFolder()
        try files.write(input, to: "in")
        try files.write("", to: "out")
        try files.write("", to: "err")
        let process = Process()
        process.executableURL = URL(filePath: try Self.executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: directory)
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": directory]
            .merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: files.path("in")))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: files.path("out")))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: files.path("err")))
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        let running = RunningProcess(identifier: process.processIdentifier, errorFile: files.path("err"))
        let timeout = timeout
        let status = try await withThrowingTaskGroup(of: Int32?.self) { group in
            group.addTask { await ended.first { _ in true } }
            group.addTask {
                try await whileRunning(running)
                try await Task.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            do {
                if let status = try await group.next() ?? nil { return status }
            } catch {
                kill(running.identifier, SIGKILL)
                throw error
            }
            kill(running.identifier, SIGKILL)
            throw Failure.timedOut
        }
        return Outcome(status: status, output: try files.read("out"), error: try files.read("err"))
    }
}

/// A `venti` that runs.
struct RunningProcess: Sendable {
    let identifier: Int32
    fileprivate let errorFile: String

    /// Waits until standard error holds the text.
    func untilError(contains text: String) async throws {
        while !(try String(contentsOfFile: errorFile, encoding: .utf8)).contains(text) {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    func send(_ signal: Int32) { kill(identifier, signal) }
}
