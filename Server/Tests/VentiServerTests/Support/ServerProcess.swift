//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization

@testable import VentiService

/// The real program as a process of its own, with its output in files.
final class ServerProcess: Sendable {
    private let process: Mutex<Process>
    let output: URL
    let errors: URL
    private let ended: AsyncStream<Int32>

    /// Starts `venti-server` with arguments.
    /// - Parameters:
    ///   - arguments: The command and its options.
    ///   - folder: Where the output goes.
    ///   - variables: More variables of its environment.
    init(_ arguments: [String], in folder: URL, variables: [String: String] = [:]) throws {
        let name = UUID().uuidString
        output = folder.appending(path: "\(name).out")
        errors = folder.appending(path: "\(name).err")
        try Data().write(to: output)
        try Data().write(to: errors)
        let process = Process()
        process.executableURL = URL(filePath: try Self.executable())
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(variables) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        self.ended = ended
        self.process = Mutex(process)
    }

    /// Where the build has put the program: beside the tests.
    private static func executable() throws -> String {
        let beside = [Bundle.main.executableURL, CommandLine.arguments.first.map { URL(filePath: $0) }]
            .compactMap { $0?.deletingLastPathComponent().appending(path: "venti-server").path }
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        for path in beside + [package.appending(path: ".build/debug/venti-server").path]
        where FileManager.default.isExecutableFile(atPath: path) {
            return path
        }
        throw ServiceError(.unavailable, "venti-server was not built")
    }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    /// Ends it without a warning, as a lost machine does.
    func kill() { _ = Foundation.kill(process.withLock { $0.processIdentifier }, SIGKILL) }

    /// Asks it to end.
    func terminate() { process.withLock { $0.terminate() } }

    /// Waits until it has ended.
    func status() async -> Int32 { await ended.first { _ in true } ?? -1 }

    /// What it has printed.
    var printed: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }
    /// What it has logged.
    var logged: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// Waits for a line, and gives what comes after a text in it.
    func line(after text: String, seconds: Int = 60) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            for line in printed.split(separator: "\n") {
                if let range = line.firstRange(of: text) { return String(line[range.upperBound...]) }
            }
            guard isRunning else { break }
            try await Task.sleep(for: .milliseconds(30))
        }
        throw ServiceError(.unavailable, "'\(text)' was not printed: \(printed) \(logged.suffix(2_000))")
    }

    /// A folder that is gone afterwards.
    static func withFolder<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "venti-server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }

    /// Runs a command to its end.
    static func run(
        _ arguments: [String],
        in folder: URL,
        variables: [String: String] = [:]
    ) async throws -> (status: Int32, printed: String, logged: String) {
        let process = try ServerProcess(arguments, in: folder, variables: variables)
        let status = await process.status()
        return (status, process.printed, process.logged)
    }
}
