//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiService

/// Why the data folder cannot be used, in one line.
struct DataFolderError: Error, CustomStringConvertible {
    let description: String
}

/// The folder with everything that outlives the process: the database and the keys. Only its owner may read it.
struct DataFolder: Sendable {
    let path: String

    var database: String { path + "/venti.sqlite" }
    private var keysFile: String { path + "/master-keys.json" }
    private var signingFile: String { path + "/signing-keys.json" }

    /// Makes the folder where it is missing.
    func prepare() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw DataFolderError(description: "the data folder \(path) cannot be made: \(error.localizedDescription)")
        }
        guard FileManager.default.isWritableFile(atPath: path) else {
            throw DataFolderError(description: "the data folder \(path) cannot be written to")
        }
    }

    /// Says, until the process ends, that it uses what is in the folder.
    /// - Throws: ``DataFolderError`` where somebody restores it.
    func use() throws {
        guard try lock(LOCK_SH) else {
            throw DataFolderError(description: "the data folder \(path) is being restored: start again afterwards")
        }
    }

    /// Keeps everybody else out until the process ends.
    /// - Throws: ``DataFolderError`` where somebody uses it.
    func reserve() throws {
        guard try lock(LOCK_EX) else {
            throw DataFolderError(
                description: "the data folder \(path) is in use: stop the servers, workers and commands first"
            )
        }
    }

    /// Passes where there is a database.
    func requireDatabase() throws {
        guard FileManager.default.fileExists(atPath: database) else {
            throw DataFolderError(description: "there is no database in \(path)")
        }
    }

    /// Passes where the keys are there without which nothing of a database can be read.
    func requireKeys() throws {
        for file in [keysFile, signingFile] where !FileManager.default.fileExists(atPath: file) {
            throw DataFolderError(description: "\(file) is missing: put the files of keys there first")
        }
        _ = try keys()
        _ = try signingKeys()
    }

    /// The file stays open, and with it the lock, until the process ends, however it ends.
    private func lock(_ kind: Int32) throws -> Bool {
        let file = open(path + "/venti.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DataFolderError(description: "the data folder \(path) cannot be written to") }
        return flock(file, kind | LOCK_NB) == 0
    }

    /// The keys that credentials are sealed with; made at the first start.
    func keys() throws -> PlatformKeys {
        try PlatformKeys(encoded: try readOrMake(keysFile) { try PlatformKeys().encoded() })
    }

    /// The keys of access tokens; made at the first start.
    func signingKeys() throws -> SigningKeys {
        try SigningKeys(encoded: try readOrMake(signingFile) { try SigningKeys().encoded() })
    }

    /// Replaces the keys that credentials are sealed with.
    func write(_ keys: PlatformKeys) throws { try write(try keys.encoded(), to: keysFile) }

    /// Replaces the keys of access tokens.
    func write(_ keys: SigningKeys) throws { try write(try keys.encoded(), to: signingFile) }

    /// Reads a file, or makes it. Where two processes start at once, the first one's file stays.
    private func readOrMake(_ file: String, _ make: () throws -> Data) throws -> Data {
        if !FileManager.default.fileExists(atPath: file) {
            guard !FileManager.default.fileExists(atPath: database) else {
                throw DataFolderError(
                    description: "\(file) is missing, and what the database holds needs it: restore it from a backup"
                )
            }
            let draft = "\(file).\(UUID().uuidString)"
            try write(try make(), to: draft)
            // A hard link never replaces what is there.
            try? FileManager.default.linkItem(atPath: draft, toPath: file)
            try? FileManager.default.removeItem(atPath: draft)
        }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw DataFolderError(description: "\(file) cannot be read")
        }
        return data
    }

    private func write(_ data: Data, to file: String) throws {
        let draft = "\(file).draft"
        guard
            FileManager.default.createFile(atPath: draft, contents: data, attributes: [.posixPermissions: 0o600])
        else { throw DataFolderError(description: "\(file) cannot be written") }
        // On the disk before the database says that it was sealed with it.
        if let handle = FileHandle(forWritingAtPath: draft) {
            try handle.synchronize()
            try handle.close()
        }
        // Replaces what is there in one step: nobody ever reads half a file.
        guard rename(draft, file) == 0 else { throw DataFolderError(description: "\(file) cannot be written") }
    }
}
