//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where the platform keeps everything.
///
/// All reading and writing happens in transactions that see one tenant, so that no question can forget whose records it
/// is about. The few that must see all tenants, such as signing in and claiming jobs, say so.
public protocol PlatformStore: Sendable {
    /// Reads what one tenant has.
    func read<Result: Sendable>(
        _ scope: TenantScope,
        _ body: @Sendable @escaping (any TenantReader) throws -> Result
    ) async throws -> Result

    /// Changes what one tenant has: all of it, or nothing where the body throws.
    func write<Result: Sendable>(
        _ scope: TenantScope,
        _ body: @Sendable @escaping (any TenantWriter) throws -> Result
    ) async throws -> Result

    /// Reads over all tenants.
    func readPlatform<Result: Sendable>(
        _ body: @Sendable @escaping (any PlatformReader) throws -> Result
    ) async throws -> Result

    /// Changes over all tenants: all of it, or nothing where the body throws.
    func writePlatform<Result: Sendable>(
        _ body: @Sendable @escaping (any PlatformWriter) throws -> Result
    ) async throws -> Result

    /// Writes a copy to a file while everything goes on.
    /// - Parameter path: Where the copy goes; it must not exist.
    func backup(to path: String) async throws
}

/// Reads the records of one tenant.
public protocol TenantReader {
    /// Whose records they are.
    var scope: TenantScope { get }
    /// The record with this id; `nil` where the tenant has none.
    func find<Record: TenantRecord>(_ type: Record.Type, _ id: RecordID) throws -> Record?
    /// The records that a query asks for.
    func list<Record: TenantRecord>(_ query: RecordQuery<Record>) throws -> [Record]
    /// How many records meet a query's conditions.
    func count<Record: TenantRecord>(_ query: RecordQuery<Record>) throws -> Int
}

/// Changes the records of one tenant.
public protocol TenantWriter: TenantReader {
    /// Adds a record.
    func insert<Record: TenantRecord>(_ record: Record) throws
    /// Adds a record unless there is one that it would collide with.
    /// - Returns: Whether it was added.
    func insertIfAbsent<Record: TenantRecord>(_ record: Record) throws -> Bool
    /// Replaces a record.
    /// - Throws: ``ServiceError`` with code `not-found`.
    func update<Record: TenantRecord>(_ record: Record) throws
    /// Replaces a record that nobody has changed since it was read, and counts the change.
    /// - Throws: ``ServiceError`` with code `precondition-failed` or `not-found`.
    func update<Record: VersionedRecord>(_ record: Record) throws
    /// Removes the records that meet a query's conditions.
    /// - Returns: How many there were.
    @discardableResult func delete<Record: TenantRecord>(_ query: RecordQuery<Record>) throws -> Int
}

/// Reads the records of all tenants.
public protocol PlatformReader {
    /// The records that a query asks for, of whatever tenant.
    func listAll<Record: TenantRecord>(_ query: RecordQuery<Record>) throws -> [Record]
    /// How many jobs there are in each state.
    func jobCounts() throws -> [String: Int]
    /// How many records pruning would remove, as ``PlatformWriter/prune(_:before:limit:)`` chooses them.
    func prunable(_ kind: Prunable, before time: Int64) throws -> Int
}

/// Changes the records of all tenants.
public protocol PlatformWriter: PlatformReader {
    /// The records of one tenant, in this transaction.
    func tenant(_ scope: TenantScope) -> any TenantWriter
    /// Takes jobs that are ready and whose key is free; no emergency stop may stand against them.
    func claim(_ claim: JobClaim) throws -> [Job]
    /// Gives jobs back whose worker has not been heard of for longer than its lease, and ends those that wait though
    /// somebody has asked to end them.
    /// - Parameters:
    ///   - now: The time, in milliseconds since 1970.
    ///   - isSilent: Whether a lease that seems to be over is, or ends further away than any does.
    /// - Returns: The jobs, in their new state.
    func reclaimExpired(at now: Int64, where isSilent: (Job) -> Bool) throws -> [Job]
    /// Makes leases longer.
    /// - Returns: What the leases' holder must know of each job that it still holds.
    func renew(_ leases: [JobLease], until: Int64) throws -> [JobPulse]
    /// Changes a job that a worker holds. One that somebody has asked to end is not begun again: it is cancelled.
    /// - Returns: How the job was let go; `nil` where the worker does not hold it any more. Then nothing was changed, and
    ///   what it has done must be thrown away.
    func finish(_ lease: JobLease, _ ending: JobEnding, at now: Int64) throws -> JobEnding?
    /// Whether a worker still holds a job.
    func holds(_ lease: JobLease) throws -> Bool
    /// Removes some of what was over before a point in time, in milliseconds since 1970.
    /// - Returns: How many records of each tenant were removed, at most so many in all.
    func prune(_ kind: Prunable, before time: Int64, limit: Int) throws -> [RecordID: Int]
}

extension PlatformWriter {
    /// Gives back each job whose lease is over.
    func reclaimExpired(at now: Int64) throws -> [Job] { try reclaimExpired(at: now) { _ in true } }
}
