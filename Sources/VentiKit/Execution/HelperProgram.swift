//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A program of this machine that is asked for something and ends: commands that keep credentials.
package struct HelperProgram: Sendable {
    /// A path, or a name that is looked for in the environment's `PATH`.
    package var command: String
    package var arguments: [String] = []
    package var environment: [String: String]
    /// What it finds on standard input.
    package var input: [UInt8] = []
    /// How long it may take.
    package var seconds = 60.0
    /// What it may print, each to standard output and to standard error.
    package var maximumBytes = 1 << 20

    /// What a program said before it ended.
    package struct Answer: Sendable {
        /// The status that it ended with; that of a shell, 128 and more, where a signal ended it.
        package var status: Int
        package var output: [UInt8]
        package var errors: [UInt8]
    }

    /// Why there is no answer.
    package enum Failure: Error {
        /// There is no such program, or it may not be run.
        case notRunnable
        /// It was ended, because it took too long.
        case tooSlow
        /// It was ended, because it printed too much.
        case tooMuchOutput
        /// No file for what it prints can be made in this folder.
        case noRoom(folder: String)
    }

    /// A program that does not run yet.
    package init(command: String, environment: [String: String]) {
        self.command = command
        self.environment = environment
    }

    /// Runs the program, and blocks the thread until it has ended.
    package func runAndWait() throws(Failure) -> Answer {
        guard let path = executable else { throw .notRunnable }
        // Files, not pipes: a process that the program has left behind would keep a pipe open.
        let folder = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        let files = (ScratchFile(in: folder, holding: input), ScratchFile(in: folder), ScratchFile(in: folder))
        guard let input = files.0, let output = files.1, let errors = files.2 else { throw .noRoom(folder: folder) }
        let spawned = SpawnedProcess(
            path: path,
            arguments: [command] + arguments,
            environment: environment,
            descriptors: [input.descriptor, output.descriptor, errors.descriptor]
        )
        guard let spawned else { throw .notRunnable }
        let deadline = ContinuousClock.now + .seconds(seconds)
        var pause: UInt32 = 1_000
        while true {
            if let status = spawned.status() {
                guard max(output.size, errors.size) <= maximumBytes else { throw .tooMuchOutput }
                return Answer(status: status, output: output.bytes(), errors: errors.bytes())
            }
            let isTooMuch = max(output.size, errors.size) > maximumBytes
            if isTooMuch || ContinuousClock.now >= deadline {
                spawned.end()
                throw isTooMuch ? .tooMuchOutput : .tooSlow
            }
            usleep(pause)
            pause = min(pause * 2, 50_000)
        }
    }

    /// The program's file.
    private var executable: String? {
        if command.contains("/") { return command }
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(command)" }.first { unsafe access($0, X_OK) == 0 }
    }
}

/// A file that nobody else can read, and that is gone with this value.
private final class ScratchFile {
    let descriptor: Int32

    init?(in folder: String, holding bytes: [UInt8] = []) {
        var name = Array("\(folder)/venti-XXXXXX".utf8CString)
        descriptor = unsafe name.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe mkstemp($0) } ?? -1
        }
        guard descriptor >= 0 else { return nil }
        _ = unsafe name.withUnsafeBufferPointer { buffer in unsafe buffer.baseAddress.map { unsafe unlink($0) } }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return nil }
            written += count
        }
        lseek(descriptor, 0, SEEK_SET)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    var size: Int {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// What is in the file.
    func bytes() -> [UInt8] {
        var result = [UInt8](repeating: 0, count: size)
        var filled = 0
        while filled < result.count {
            let count = unsafe result[filled...].withUnsafeMutableBytes {
                unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(filled))
            }
            guard count > 0 else { break }
            filled += count
        }
        return Array(result.prefix(filled))
    }
}
