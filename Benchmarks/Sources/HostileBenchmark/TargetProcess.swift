//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HostileTarget

/// The hostile target in a process of its own, so that its memory is not the scanner's.
struct TargetProcess {
    /// Where each mode is served, by name.
    let origins: [String: String]
    /// Where the modes that share a listener are.
    let origin: String

    private let process = Process()
    private let input = Pipe()

    /// Starts the target and waits until it listens.
    init() throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["serve"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.hasSuffix("ready\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw CocoaError(.fileReadUnknown) }
            text += String(decoding: data, as: UTF8.self)
        }
        let words = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        origins = Dictionary(words.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
        origin = origins["shared"] ?? ""
    }

    /// Whether the target still runs.
    var isRunning: Bool { process.isRunning }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Is the target until its input ends.
    static func serve() async throws {
        try await withHostileServer { server in
            var lines = ["shared \(server.origin)"]
            lines += HostileMode.all.map { "\($0.name) \(server.origin(of: $0))" }
            FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\nready\n").utf8))
            while readLine() != nil {}
        }
    }
}
