//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

extension ScanService {
    /// The events of a scan after a place, in their order.
    public func events(
        of scan: RecordID,
        after seq: Int = 0,
        limit: Int = 200,
        as principal: Principal
    ) async throws -> [ScanEventRecord] {
        try principal.require(.readScans)
        return try await core.store.read(principal.scope) { reader in
            // Whoever follows a scan asks every second: the scan itself need not be read.
            guard try reader.count(RecordQuery<Scan>([.id("id", scan)])) > 0 else {
                throw ServiceError.notFound("scan")
            }
            return try reader.list(
                RecordQuery<ScanEventRecord>(
                    [.id("scan", scan), .isAfter("seq", .integer(Int64(seq)))],
                    order: ["seq"],
                    ascending: true,
                    limit: limit
                )
            )
        }
    }

    /// The next events of a scan, as soon as there are some, or none after so long.
    ///
    /// Call it with the last place seen until it returns none and the scan is over.
    public func nextEvents(
        of scan: RecordID,
        after seq: Int,
        atMost limit: Duration,
        as principal: Principal
    ) async throws -> [ScanEventRecord] {
        let deadline = ContinuousClock.now + limit
        while true {
            let topic = Self.topic(scan)
            let count = core.signal.count(topic)
            let found = try await events(of: scan, after: seq, as: principal)
            let rest = deadline - .now
            if !found.isEmpty || rest <= .zero { return found }
            // Another process may run the scan, so waiting for a signal is not enough.
            try await core.signal.wait(for: topic, since: count, atMost: min(rest, .seconds(1)))
        }
    }
}
