//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import GRDB
import VentiService

extension PlatformTransaction {
    func prune(_ kind: Prunable, before time: Int64, limit: Int) throws -> [RecordID: Int] {
        let (table, choice) = Self.choice(kind)
        let sql = "DELETE FROM \(table) WHERE rowid IN (SELECT p.rowid \(choice) LIMIT ?) RETURNING tenant"
        let tenants = try String.fetchAll(db, sql: sql, arguments: [time, limit])
        return Dictionary(tenants.compactMap(RecordID.init(rawValue:)).map { ($0, 1) }, uniquingKeysWith: +)
    }

    func prunable(_ kind: Prunable, before time: Int64) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT COUNT(*) \(Self.choice(kind).rows)", arguments: [time]) ?? 0
    }

    /// The table of a kind, and the rows `p` of it that were over before a time.
    private static func choice(_ kind: Prunable) -> (table: String, rows: String) {
        switch kind {
        case .sessions:
            (
                "session",
                "FROM session p WHERE min(p.expiresAt, p.idleUntil, coalesce(p.revokedAt, p.expiresAt)) < ?"
            )
        case .spentTokens: ("spentRefreshToken", "FROM spentRefreshToken p WHERE p.expiresAt < ?")
        case .answers: ("rememberedAnswer", "FROM rememberedAnswer p WHERE p.createdAt < ?")
        case .shares:
            ("reportShare", "FROM reportShare p WHERE min(p.expiresAt, coalesce(p.revokedAt, p.expiresAt)) < ?")
        case .events:
            // A scan that was given another chance has no end: all of its events stay. The ends stay, so that places go on
            // from where they were, and whoever follows an old scan learns how it ended.
            (
                "scanEvent",
                """
                FROM scan s JOIN scanEvent p ON p.tenant = s.tenant AND p.scan = s.id AND p.kind <> 'done'
                    WHERE s.finishedAt < ?
                """
            )
        }
    }
}
