//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Synchronization

/// The built `venti` in a terminal of its own.
struct TerminalProcess {
    /// How a run ended.
    struct Outcome: Sendable {
        var status: Int32
        /// Everything that the terminal was sent.
        var shown: String
    }

    var arguments: [String]
    var directory: String
    var environment: [String: String] = [:]
    var columns = 80
    /// Where standard output goes instead of to the terminal.
    var output: FileHandle?
    /// Whether the terminal sends signals for what is typed, as it does for who sits at it.
    var controls = false

    /// Whether this machine can give a process a terminal that controls it.
    static let canControl = FileManager.default.isExecutableFile(atPath: "/usr/bin/setsid")

    /// Runs to the end.
    ///
    /// `whileRunning` gets what is shown so far, again and again, and may type.
    func run(
        whileRunning: @escaping @Sendable (String, PseudoTerminal) -> Void = { _, _ in }
    ) async throws -> Outcome {
        let terminal = try PseudoTerminal(columns: columns)
        let process = Process()
        let executable = try VentiProcess.executable
        process.executableURL = URL(filePath: controls ? "/usr/bin/setsid" : executable)
        process.arguments = controls ? ["--ctty", "--wait", executable] + arguments : arguments
        process.currentDirectoryURL = URL(filePath: directory)
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color", "HOME": directory]
            .merging(environment) { $1 }
        process.standardInput = terminal.device
        process.standardOutput = output ?? terminal.device
        process.standardError = terminal.device
        let status = Mutex<Int32?>(nil)
        process.terminationHandler = { process in
            let isSignal = process.terminationReason == .uncaughtSignal
            status.withLock { $0 = isSignal ? 128 + process.terminationStatus : process.terminationStatus }
        }
        try process.run()
        var bytes: [UInt8] = []
        let end = ContinuousClock.now + .seconds(120)
        while true {
            let ended = status.withLock { $0 }
            bytes += terminal.read()
            whileRunning(String(decoding: bytes, as: UTF8.self), terminal)
            if let ended { return Outcome(status: ended, shown: String(decoding: bytes, as: UTF8.self)) }
            guard .now < end else {
                kill(process.processIdentifier, SIGKILL)
                throw VentiProcess.Failure.timedOut
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
