//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit
import VulnerableAPIs

/// What the scanner's process takes at most, here and in a container, as the kernel counts both.
struct ProcessMemory {
    /// The command line with the scanner in it.
    var venti: URL
    /// The same in an image.
    var image: String

    /// The most memory of a scan in kibibytes: of `venti scan` as a process of this machine, and of the process in the
    /// container of the same scan.
    func measure(_ api: VulnerableAPI, port: Int) async throws -> (here: Int, there: Int) {
        let name = "venti-\(UInt64.random(in: 0...(.max))).yaml"
        let document = FileManager.default.temporaryDirectory.appending(path: name)
        try Data(api.document.utf8).write(to: document)
        defer { try? FileManager.default.removeItem(at: document) }
        let arguments = ["scan", document.path, "--url", "http://127.0.0.1:\(port)", "--rps", "1000", "--quiet"]
        let here = try await highest(of: arguments) { $0 }
        let there = try await highest(of: arguments + ["--executor", "docker", "--image", image]) { _ in
            containerProcess()
        }
        return (here, there)
    }

    /// Runs venti, and looks at a process every few milliseconds.
    private func highest(of arguments: [String], _ process: (Int) -> Int?) async throws -> Int {
        let run = Process()
        run.executableURL = venti
        run.arguments = arguments
        run.standardOutput = FileHandle.nullDevice
        run.standardError = FileHandle.nullDevice
        try run.run()
        var highest = 0
        while run.isRunning {
            if let number = process(Int(run.processIdentifier)) { highest = max(highest, Self.peak(of: number)) }
            try await Task.sleep(for: .milliseconds(20))
        }
        return highest
    }

    /// The most that a process ever had in memory, in kibibytes; 0 where it is gone.
    private static func peak(of process: Int) -> Int {
        guard let status = FileManager.default.contents(atPath: "/proc/\(process)/status") else { return 0 }
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    /// The number that this machine gives the process of the scan's container, once it runs.
    private func containerProcess() -> Int? {
        let run = Process()
        run.executableURL = URL(filePath: "/bin/sh")
        let script = """
            docker ps -q --filter label=io.venti.managed=true --filter 'ancestor=\(image)' | head -n 1 |
                xargs -r docker inspect --format '{{.State.Pid}}'
            """
        run.arguments = ["-c", script]
        let output = Pipe()
        run.standardOutput = output
        run.standardError = FileHandle.nullDevice
        guard (try? run.run()) != nil else { return nil }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        run.waitUntilExit()
        return Int(text.filter(\.isNumber)).flatMap { $0 > 0 ? $0 : nil }
    }
}
