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
