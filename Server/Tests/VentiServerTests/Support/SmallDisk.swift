//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

@testable import VentiService

/// A file system of its own with room for a few megabytes, which can be filled and made read-only.
struct SmallDisk: Sendable {
    /// Where it is mounted.
    let folder: URL

    /// Whether this process may mount.
    static var isAvailable: Bool {
        get async {
            guard getuid() == 0 else { return false }
            let folder = FileManager.default.temporaryDirectory.appending(path: "venti-disk-\(UUID().uuidString)")
            do {
                try await with(megabytes: 1, at: folder) { _ in }
                return true
            } catch {
                return false
            }
        }
    }

    /// Mounts one until the body is over.
    static func with(
        megabytes: Int,
        at folder: URL = FileManager.default.temporaryDirectory.appending(path: "venti-disk-\(UUID().uuidString)"),
        _ body: (SmallDisk) async throws -> Void
    ) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await mount(["-t", "tmpfs", "-o", "size=\(megabytes)m,mode=0700", "tmpfs", folder.path])
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(SmallDisk(folder: folder)))
        } catch {
            result = .failure(error)
        }
        // Detached at once, so that whoever still has a file open does not keep it.
        _ = try await run("/bin/umount", ["-l", folder.path])
        try result.get()
    }

    /// Fills it up, but for so many kilobytes.
    func fill(leaving kilobytes: Int = 0) throws {
        let path = folder.appending(path: "filling").path
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw ServiceError(.unavailable, "no file could be made") }
        let piece = [UInt8](repeating: 0x78, count: 4_096)
        while write(file, piece, piece.count) > 0 {}
        let size = lseek(file, 0, SEEK_END)
        if kilobytes > 0 { _ = ftruncate(file, max(0, size - off_t(kilobytes * 1_024))) }
        close(file)
    }

    /// Makes room again.
    func clear() { unlink(folder.appending(path: "filling").path) }

    /// Makes it read-only.
    func freeze() async throws { try await Self.mount(["-o", "remount,ro", folder.path]) }

    private static func mount(_ arguments: [String]) async throws {
        guard try await run("/bin/mount", arguments) == 0 else {
            throw ServiceError(.unavailable, "nothing was mounted")
        }
    }

    private static func run(_ program: String, _ arguments: [String]) async throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        return await ended.first { _ in true } ?? -1
    }
}
