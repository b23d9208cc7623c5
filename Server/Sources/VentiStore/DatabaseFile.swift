//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// Files of databases: made for their owner alone, and on the disk before anybody relies on them.
enum DatabaseFile {
    /// What is known of a file.
    struct Status {
        /// Whether it is a file, and neither a folder nor anything else.
        let isRegular: Bool
        /// How many bytes it has.
        let size: Int
        /// What only one file has, whatever its names are.
        let identity: [UInt64]
    }

    /// What SQLite puts beside a database, by the ends of their names.
    static let companions = ["-wal", "-shm", "-journal"]

    /// What is known of a file; `nil` where it is not there.
    static func status(_ path: String) -> Status? {
        var found = stat()
        guard stat(path, &found) == 0 else { return nil }
        return Status(
            isRegular: found.st_mode & S_IFMT == S_IFREG,
            size: Int(found.st_size),
            identity: [UInt64(found.st_dev), UInt64(found.st_ino)]
        )
    }

    /// Whether a file begins as databases do.
    static func isDatabase(_ path: String) -> Bool {
        guard let file = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? file.close() }
        return (try? file.read(upToCount: 16)) == Data("SQLite format 3\0".utf8)
    }

    /// Makes an empty file that only its owner may read.
    /// - Throws: ``ServiceError`` with code `conflict` where there is one.
    static func make(_ path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            if errno == EEXIST { throw ServiceError(.conflict, "There is a file of that name already.") }
            throw failure("\(path) cannot be written")
        }
        close(file)
    }

    /// Copies a file to one that only its owner may read.
    static func copy(_ source: String, to path: String) throws {
        try make(path)
        do {
            let (input, output) = (
                try FileHandle(forReadingFrom: URL(fileURLWithPath: source)),
                try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            )
            while let piece = try input.read(upToCount: 1 << 20), !piece.isEmpty { try output.write(contentsOf: piece) }
            try output.close()
            try input.close()
        } catch {
            throw ServiceError(.unavailable, "\(source) cannot be copied to \(path): \(error.localizedDescription)")
        }
    }

    /// Puts a file, or what a folder says of its files, on the disk.
    static func synchronize(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure("\(path) cannot be read") }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failure("\(path) cannot be written") }
    }

    /// Removes a database with what is beside it.
    static func remove(_ path: String) {
        for suffix in [""] + companions { unlink(path + suffix) }
    }

    /// What the system says of its last failure.
    static func reason() -> String { String(cString: strerror(errno)) }

    /// A failure of the system, with its reason.
    static func failure(_ what: String) -> ServiceError { ServiceError(.unavailable, "\(what): \(reason())") }
}
