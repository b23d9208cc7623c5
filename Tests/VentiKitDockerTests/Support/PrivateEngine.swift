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
    private let bridge: String
    private let options: [String]
    private let number = Mutex<Int32?>(nil)

    var endpoint: DockerEndpoint { .unixSocket(folder + "/docker.sock") }

    private init(_ options: [String]) {
        let number = UInt32.random(in: 0...(.max))
        folder = "/tmp/venti-engine-\(number)"
        bridge = "venti" + String(number, radix: 36)
        self.options = options
    }

    /// Runs the body with an engine that has a folder and a bridge of its own.
    static func with(_ options: [String], _ body: (PrivateEngine) async throws -> Void) async throws {
        let engine = PrivateEngine(options)
        try FileManager.default.createDirectory(atPath: engine.folder, withIntermediateDirectories: true)
        do {
            try await engine.makeBridge()
            try await engine.start()
            try await body(engine)
            await engine.leave()
        } catch {
            await engine.leave()
            throw error
        }
    }

    func start() async throws {
        let options =
            [
                "--data-root", folder + "/data", "--exec-root", folder + "/exec", "--pidfile", folder + "/pid",
                "--host", "unix://" + folder + "/docker.sock", "--bridge", bridge, "--iptables=false",
                "--ip6tables=false",
            ] + options
        // What the engine starts outlives it, and must hold none of the files by which Foundation sees a process end.
        let script = """
            for file in /proc/$$/fd/*; do file=${file##*/}; if [ "$file" -gt 2 ]; then eval "exec $file>&-"; fi; done
            dockerd "$@" > '\(folder)/log' 2>&1 < /dev/null &
            echo $! > '\(folder)/number'
            """
        try await Self.run(script, options)
        let number = Self.number(in: folder + "/number")
        self.number.withLock { $0 = number }
        for _ in 0..<600 {
            if (try? await DockerClient.withClient(endpoint) { $0.version }) != nil { return }
            guard let number, Self.isRunning(number) else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        let log = FileManager.default.contents(atPath: folder + "/log") ?? Data()
        throw DockerError(.unreachable, "dockerd does not start: \(String(decoding: log.suffix(2_000), as: UTF8.self))")
    }

    /// An engine without a bridge takes away `docker0`, which other engines of the machine use.
    private func makeBridge() async throws {
        let address = "10.213.\(UInt8.random(in: 0...(.max))).\(UInt8.random(in: 0...63) * 4 + 1)/30"
        try await Self.run("ip link add \"$1\" type bridge && ip address add \"$2\" dev \"$1\"", [bridge, address])
    }

    /// Runs a script of the shell until it ends.
    private static func run(_ script: String, _ arguments: [String]) async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", script, "bash"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    }

    func stop() async {
        guard let number = number.withLock({ $0 }) else { return }
        await Self.end(number)
    }

    private func leave() async {
        await stop()
        if let number = Self.number(in: folder + "/exec/containerd/containerd.pid") { await Self.end(number) }
        try? await Self.run("ip link delete \"$1\"", [bridge])
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func end(_ number: Int32) async {
        kill(number, SIGTERM)
        for _ in 0..<600 where isRunning(number) { try? await Task.sleep(for: .milliseconds(50)) }
    }

    private static func number(in file: String) -> Int32? {
        let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
        return text.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    /// Whether a process is there and more than a remainder that nobody has taken leave of.
    private static func isRunning(_ number: Int32) -> Bool {
        guard let data = FileManager.default.contents(atPath: "/proc/\(number)/stat") else { return false }
        return !String(decoding: data, as: UTF8.self).contains(") Z ")
    }
}
