//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
public import VentiService

/// Everything in one SQLite file: nothing to set up, for one machine.
///
/// Several processes may use the file, such as a server and a worker. Each transaction that was reported as done survives
/// the death of the process and of the machine.
public final class SQLiteStore: PlatformStore {
    let database: any DatabaseWriter

    private init(_ database: any DatabaseWriter) throws {
        self.database = database
        try Self.guarded { try Schema.migrator.migrate(database) }
        let isNewer = try Self.guarded { try database.read { try Schema.migrator.hasBeenSuperseded($0) } }
        if isNewer { throw Self.newer }
    }

    /// Opens a file, makes it where it is missing, and brings its tables up to date.
    /// - Parameter path: The file. Beside it stand two more while it is open.
    /// - Throws: ``ServiceError`` with code `dependency-unavailable` that says what is wrong with the file.
    public convenience init(path: String) throws {
        var configuration = Configuration()
        // Others may be writing: wait for them instead of failing.
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA foreign_keys = ON")
        }
        try self.init(try Self.guarded { try DatabasePool(path: path, configuration: configuration) })
    }

    /// Opens a file that is there, to read it alone: nothing that is stored changes, not even the form of its tables.
    /// - Parameter path: The file.
    /// - Throws: ``ServiceError`` that says what is wrong with the file, or that it has to be brought up to date first.
    public init(readingOnly path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let pool = try Self.guarded { try DatabasePool(path: path, configuration: configuration) }
        database = pool
        try Self.guarded {
            try pool.read { db in
                guard try !Schema.migrator.hasBeenSuperseded(db) else { throw Self.newer }
                guard try Schema.migrator.hasCompletedMigrations(db) else {
                    throw ServiceError(
                        .unavailable,
                        "The database is of an older version: bring it up to date with `venti-server migrate` first."
                    )
                }
            }
        }
    }

    private static let newer = ServiceError(
        .unavailable,
        "The database was written by a newer version of venti-server."
    )

    /// A store in memory, for tests.
    public convenience init() throws { try self.init(try DatabaseQueue()) }

    public func read<Result: Sendable>(
        _ scope: TenantScope,
        _ body: @Sendable @escaping (any TenantReader) throws -> Result
    ) async throws -> Result {
        try await reading { try body(TenantTransaction(db: $0, scope: scope)) }
    }

    public func write<Result: Sendable>(
        _ scope: TenantScope,
        _ body: @Sendable @escaping (any TenantWriter) throws -> Result
    ) async throws -> Result {
        try await writing { try body(TenantTransaction(db: $0, scope: scope)) }
    }

    public func readPlatform<Result: Sendable>(
        _ body: @Sendable @escaping (any PlatformReader) throws -> Result
    ) async throws -> Result {
        try await reading { try body(PlatformTransaction(db: $0)) }
    }

    public func writePlatform<Result: Sendable>(
        _ body: @Sendable @escaping (any PlatformWriter) throws -> Result
    ) async throws -> Result {
        try await writing { try body(PlatformTransaction(db: $0)) }
    }

    public func backup(to path: String) async throws {
        // Only its owner may read it, from its first byte on.
        try DatabaseFile.make(path)
        let database = database
        do {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                DispatchQueue.global(qos: .utility).async {
                    continuation.resume(
                        with: Swift.Result {
                            try Self.guarded {
                                let copy = try DatabaseQueue(path: path)
                                try database.backup(to: copy)
                                try copy.close()
                            }
                            try DatabaseFile.synchronize(path)
                        }
                    )
                }
            }
        } catch {
            DatabaseFile.remove(path)
            throw error
        }
    }

    // Without GRDB's own async methods, which give up where the caller's task is cancelled: what a cancelled scan has
    // found must still be written.

    private func reading<Value: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            database.asyncRead { access in
                continuation.resume(with: Swift.Result { try Self.guarded { try body(access.get()) } })
            }
        }
    }

    private func writing<Value: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            database.asyncWrite(body) { _, result in
                continuation.resume(with: Swift.Result { try Self.guarded { try result.get() } })
            }
        }
    }

    /// Says what SQLite's errors mean for whoever asked, without its statements and values.
    static func guarded<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CONSTRAINT: throw ServiceError(.conflict, "There is such a record already.")
            case .SQLITE_FULL:
                throw ServiceError(.unavailable, "The disk of the database is full.", retryAfterSeconds: 30)
            case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
                throw ServiceError(.unavailable, "The database's folder cannot be written to.")
            case .SQLITE_CORRUPT, .SQLITE_NOTADB:
                throw ServiceError(.unavailable, "The database's file is damaged; restore it from a backup.")
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                throw ServiceError(.unavailable, "The database is busy.", retryAfterSeconds: 1)
            default:
                throw ServiceError(.unavailable, "The database failed (\(error.resultCode.rawValue)).")
            }
        }
    }
}
