//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiKitKubernetes

/// The processes of the cluster, where they run on this machine and a folder says which they are.
enum LocalCluster {
    /// The folder with a file `NAME.pid` for each process.
    private static let folder =
        ProcessInfo.processInfo.environment["VENTI_K8S_RUN"]
        ?? ClusterUnderTest.kubeconfig.map { URL(filePath: $0).deletingLastPathComponent().path }

    private static func number(_ name: String) -> Int32? {
        folder.flatMap { FileManager.default.contents(atPath: "\($0)/\(name).pid") }
            .flatMap { Int32(String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    private static func isRunning(_ number: Int32) -> Bool {
        guard let data = FileManager.default.contents(atPath: "/proc/\(number)/stat") else { return false }
        return !String(decoding: data, as: UTF8.self).contains(") Z ")
    }

    static func canRestart(_ name: String) -> Bool { getuid() == 0 && number(name).map(isRunning) == true }

    /// Ends a process and starts it anew as it was.
    static func restart(_ name: String) async throws {
        let folder = try #require(self.folder)
        let number = try #require(self.number(name))
        let line = try #require(FileManager.default.contents(atPath: "/proc/\(number)/cmdline"))
        let arguments = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        kill(number, SIGTERM)
        for _ in 0..<600 where isRunning(number) { try await Task.sleep(for: .milliseconds(50)) }
        // It outlives the test, and must hold none of the files by which Foundation sees a process end.
        let script = """
            for file in /proc/$$/fd/*; do file=${file##*/}; if [ "$file" -gt 2 ]; then eval "exec $file>&-"; fi; done
            cd '\(folder)'
            setsid nohup "$@" >> '\(folder)/\(name).log' 2>&1 < /dev/null &
            echo $! > '\(folder)/\(name).pid'
            """
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", script, "bash"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    }

    /// Has a process do nothing for a while.
    static func hang(_ name: String, seconds: Int) async {
        guard let number = number(name) else { return }
        kill(number, SIGSTOP)
        try? await Task.sleep(for: .seconds(seconds))
        kill(number, SIGCONT)
    }
}
