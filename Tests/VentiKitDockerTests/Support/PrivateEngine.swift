//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization
import Testing

@testable import VentiKitDocker

/// An engine that a test starts, stops and starts again.
final class PrivateEngine: Sendable {
    static var canRun: Bool { getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/sbin/dockerd") }

    private let folder: String
    private let options: [String]
    private let process = Mutex<Process?>(nil)

    var endpoint: DockerEndpoint { .unixSocket(folder + "/docker.sock") }

    private init(_ options: [String]) {
        folder = "/tmp/venti-engine-\(UInt32.random(in: 0...(.max)))"
        self.options = options
    }

    /// Runs the body with an engine that has a folder of its own, and no part in the machine's network.
    static func with(_ options: [String], _ body: (PrivateEngine) async throws -> Void) async throws {
        let engine = PrivateEngine(options)
        try FileManager.default.createDirectory(atPath: engine.folder, withIntermediateDirectories: true)
        do {
            try await engine.start()
            try await body(engine)
            engine.leave()
        } catch {
            engine.leave()
            throw error
        }
    }

    func start() async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/sbin/dockerd")
        process.arguments =
            [
                "--data-root", folder + "/data", "--exec-root", folder + "/exec", "--pidfile", folder + "/pid",
                "--host", "unix://" + folder + "/docker.sock", "--bridge", "none", "--iptables=false",
                "--ip6tables=false",
            ] + options
        let log = folder + "/log"
        FileManager.default.createFile(atPath: log, contents: nil)
        let handle = FileHandle(forWritingAtPath: log) ?? .nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        self.process.withLock { $0 = process }
        for _ in 0..<600 {
            if (try? await DockerClient.withClient(endpoint) { $0.version }) != nil { return }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        let text =
            FileManager.default.contents(atPath: log).map { String(decoding: $0.suffix(2_000), as: UTF8.self) } ?? ""
        throw DockerError(.unreachable, "dockerd does not start: \(text)")
    }

    func stop() {
        let process = process.withLock { process in
            defer { process = nil }
            return process
        }
        process?.terminate()
        process?.waitUntilExit()
    }

    private func leave() {
        stop()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
