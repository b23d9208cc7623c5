//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import GRDB
import VentiService

/// The records of one tenant in one transaction. Every statement names the tenant, the ones by id too.
struct TenantTransaction: TenantWriter {
    let db: Database
    let scope: TenantScope

    func find<Record: TenantRecord>(_ type: Record.Type, _ id: RecordID) throws -> Record? {
        try list(RecordQuery<Record>([.equals("id", .text(id.rawValue))], limit: 1)).first
    }

    func list<Record: TenantRecord>(_ query: RecordQuery<Record>) throws -> [Record] {
        let (sql, arguments) = QuerySQL.select(query, scope)
        // Few shapes of queries are asked for over and over: making a statement costs more than most of them.
        return try StoredRecord<Record>.fetchAll(try db.cachedStatement(sql: sql), arguments: arguments).map(\.record)
    }

    func count<Record: TenantRecord>(_ query: RecordQuery<Record>) throws -> Int {
        let built = QuerySQL(query.conditions, scope)
        let sql = "SELECT COUNT(*) FROM \"\(Record.table)\"\(built.predicate)"
        return try Int.fetchOne(try db.cachedStatement(sql: sql), arguments: built.statementArguments) ?? 0
    }

    func insert<Record: TenantRecord>(_ record: Record) throws { _ = try add(record, "INSERT") }

    func insertIfAbsent<Record: TenantRecord>(_ record: Record) throws -> Bool { try add(record, "INSERT OR IGNORE") }

    func update<Record: TenantRecord>(_ record: Record) throws {
        guard try replace(record, where: "", []) else { throw ServiceError.notFound("record") }
    }

    func update<Record: VersionedRecord>(_ record: Record) throws {
        var next = record
        next.version += 1
        guard try replace(next, where: " AND \"version\" = ?", [record.version]) else {
            throw try find(Record.self, record.id) == nil
                ? ServiceError.notFound("record")
                : ServiceError(.preconditionFailed, "It has changed since you read it.")
        }
    }

    @discardableResult
    func delete<Record: TenantRecord>(_ query: RecordQuery<Record>) throws -> Int {
        let built = QuerySQL(query.conditions, scope)
        try db.execute(sql: "DELETE FROM \"\(Record.table)\"\(built.predicate)", arguments: built.statementArguments)
        return db.changesCount
    }

    private func add<Record: TenantRecord>(_ record: Record, _ verb: String) throws -> Bool {
        try requireOwn(record)
        let columns = try StoredRecord(record).databaseDictionary.sorted { $0.key < $1.key }
        let names = columns.map { "\"\($0.key)\"" }.joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        // A record of a kind is mostly followed by others of it.
        try db.cachedStatement(sql: "\(verb) INTO \"\(Record.table)\" (\(names)) VALUES (\(places))")
            .execute(arguments: StatementArguments(columns.map(\.value)))
        return db.changesCount > 0
    }

    private func replace<Record: TenantRecord>(
        _ record: Record,
        where extra: String,
        _ values: [any DatabaseValueConvertible]
    ) throws -> Bool {
        try requireOwn(record)
        let columns = try StoredRecord(record).databaseDictionary.filter { $0.key != "id" && $0.key != "tenant" }
            .sorted { $0.key < $1.key }
        let assignments = columns.map { "\"\($0.key)\" = ?" }.joined(separator: ", ")
        let keys: [any DatabaseValueConvertible] = [scope.tenant.rawValue, record.id.rawValue]
        let sql = "UPDATE \"\(Record.table)\" SET \(assignments) WHERE \"tenant\" = ? AND \"id\" = ?\(extra)"
        let written = columns.map { $0.value as any DatabaseValueConvertible }
        try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(written + keys + values))
        return db.changesCount > 0
    }

    /// A record of another tenant is never written: its maker has mixed up two scopes.
    private func requireOwn<Record: TenantRecord>(_ record: Record) throws {
        guard record.tenant == scope.tenant else { throw ServiceError.notFound("record") }
    }
}
