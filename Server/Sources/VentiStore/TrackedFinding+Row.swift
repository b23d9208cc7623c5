//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import VentiKit
import VentiService

extension TrackedFinding: RowReadable {
    init(row: Row) throws {
        let (severity, confidence): (String, String) = try (
            row.decode(forColumn: "severity"), row.decode(forColumn: "confidence")
        )
        guard let severity = Severity(rawValue: severity), let confidence = Confidence(rawValue: confidence) else {
            throw ServiceError(.unavailable, "A finding of the database cannot be read.")
        }
        self.init(
            id: try row.decode(forColumn: "id"),
            tenant: try row.decode(forColumn: "tenant"),
            version: try row.decode(forColumn: "version"),
            project: try row.decode(forColumn: "project"),
            target: try row.decode(forColumn: "target"),
            fingerprint: try row.decode(forColumn: "fingerprint"),
            check: try row.decode(forColumn: "check"),
            title: try row.decode(forColumn: "title"),
            summary: try row.decode(forColumn: "summary"),
            operation: try row.decode(forColumn: "operation"),
            severity: severity,
            rank: try row.decode(forColumn: "rank"),
            confidence: confidence,
            state: try row.decode(forColumn: "state"),
            assignee: try row.decode(forColumn: "assignee"),
            reason: try row.decode(forColumn: "reason"),
            acceptedUntil: try row.timeIfAny("acceptedUntil"),
            firstScan: try row.decode(forColumn: "firstScan"),
            lastScan: try row.decode(forColumn: "lastScan"),
            firstSeenAt: try row.time("firstSeenAt"),
            lastSeenAt: try row.time("lastSeenAt"),
            fixedAt: try row.timeIfAny("fixedAt")
        )
    }
}

extension Row {
    /// A point in time, which is stored in milliseconds.
    fileprivate func time(_ column: String) throws -> Date {
        Date(milliseconds: try decode(forColumn: column))
    }

    fileprivate func timeIfAny(_ column: String) throws -> Date? {
        let milliseconds: Int64? = try decode(forColumn: column)
        return milliseconds.map(Date.init(milliseconds:))
    }
}
