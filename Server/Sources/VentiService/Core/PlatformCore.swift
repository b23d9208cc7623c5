//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Logging

/// What all services of a platform share.
final class PlatformCore: Sendable {
    let store: any PlatformStore
    let keys: PlatformKeys
    let signing: SigningKeySource
    let settings: PlatformSettings
    let addresses: AddressGuard
    let records: any TextResolver
    let scanners: ScannerCatalog
    let logger: Logger
    let tracer: Tracer
    let now: @Sendable () -> Date
    let signal = ChangeSignal()
    let desk = WorkDesk()
    let throttle = LoginThrottle()
    let cache = PrincipalCache()
    let cursors: CursorSeal
    let watch = ClockWatch()

    init(_ parts: Platform.Parts) {
        store = parts.store
        keys = parts.keys
        signing = SigningKeySource(parts.signingKeys)
        settings = parts.settings
        addresses = AddressGuard(allowed: AllowList(parts.settings.allowedHosts), resolver: parts.resolver)
        records = parts.records ?? NameServerResolver(parts.settings.nameServers)
        scanners = parts.scanners
        logger = parts.logger
        tracer = parts.tracer
        // To the millisecond, as it is stored: what was just made equals what is read back.
        let clock = parts.now
        now = { Date(milliseconds: clock().milliseconds) }
        cursors = CursorSeal(key: parts.keys.stableKey(for: "cursor"))
    }

    /// The time in milliseconds since 1970.
    var milliseconds: Int64 { now().milliseconds }

    /// Reads one page of a list.
    func page<Record: TenantRecord>(
        _ request: PageRequest,
        of query: RecordQuery<Record>,
        in scope: TenantScope,
        position: @escaping @Sendable (Record) -> [RecordValue] = { [.text($0.id.rawValue)] }
    ) async throws -> Page<Record> {
        guard (1...200).contains(request.limit) else {
            throw ServiceError.invalid("/limit", "A page has from 1 to 200 items.", code: "range")
        }
        let list = "\(scope.tenant)|\(Record.table)|\(query.order)|\(query.conditions)"
        var query = query
        query.after = try request.cursor.map { try cursors.position($0, in: list) }
        query.limit = request.limit + 1
        let counted = RecordQuery<Record>(query.conditions)
        let asked = query
        let (found, total) = try await store.read(scope) { (try $0.list(asked), try $0.count(counted)) }
        let items = Array(found.prefix(request.limit))
        let next = found.count > request.limit ? items.last : nil
        return Page(items: items, next: try next.map { try cursors.cursor(at: position($0), in: list) }, total: total)
    }

    /// Reads one record.
    /// - Throws: ``ServiceError`` with code `not-found` where the tenant has none with this id.
    func find<Record: TenantRecord>(
        _ type: Record.Type,
        _ id: RecordID,
        in scope: TenantScope,
        noun: String
    ) async throws -> Record {
        guard let record = try await store.read(scope, { try $0.find(type, id) }) else {
            throw ServiceError.notFound(noun)
        }
        return record
    }
}
