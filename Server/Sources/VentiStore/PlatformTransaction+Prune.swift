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
        let sql = Self.statement(kind) + " RETURNING tenant"
        let tenants = try String.fetchAll(db, sql: sql, arguments: [time, limit])
        return Dictionary(tenants.compactMap(RecordID.init(rawValue:)).map { ($0, 1) }, uniquingKeysWith: +)
    }

    private static func statement(_ kind: Prunable) -> String {
        switch kind {
        case .sessions:
            """
            DELETE FROM session WHERE rowid IN (SELECT rowid FROM session
                WHERE min(expiresAt, idleUntil, coalesce(revokedAt, expiresAt)) < ? LIMIT ?)
            """
        case .spentTokens:
            """
            DELETE FROM spentRefreshToken WHERE rowid IN (
                SELECT rowid FROM spentRefreshToken WHERE expiresAt < ? LIMIT ?)
            """
        case .answers:
            """
            DELETE FROM rememberedAnswer WHERE rowid IN (
                SELECT rowid FROM rememberedAnswer WHERE createdAt < ? LIMIT ?)
            """
        case .shares:
            """
            DELETE FROM reportShare WHERE rowid IN (SELECT rowid FROM reportShare
                WHERE min(expiresAt, coalesce(revokedAt, expiresAt)) < ? LIMIT ?)
            """
        case .events:
            // A scan that was given another chance has no end: all of its events stay. The ends stay, so that places go on
            // from where they were, and whoever follows an old scan learns how it ended.
            """
            DELETE FROM scanEvent WHERE rowid IN (SELECT e.rowid FROM scan s
                JOIN scanEvent e ON e.tenant = s.tenant AND e.scan = s.id AND e.kind <> 'done'
                WHERE s.finishedAt < ? LIMIT ?)
            """
        }
    }
}
