//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import GRDB
import VentiService

/// A record as a row: its coding keys are the columns, dates are milliseconds, and what is no plain value is JSON.
struct StoredRecord<Record: TenantRecord>: Codable, FetchableRecord, EncodableRecord {
    let record: Record

    init(_ record: Record) { self.record = record }

    init(row: Row) throws {
        if let kind = Record.self as? any RowReadable.Type, let record = try kind.init(row: row) as? Record {
            self.record = record
        } else {
            self = try FetchableRecordDecoder().decode(Self.self, from: row)
        }
    }

    init(from decoder: any Decoder) throws { record = try Record(from: decoder) }

    func encode(to encoder: any Encoder) throws { try record.encode(to: encoder) }

    static func databaseDateEncodingStrategy(for column: String) -> DatabaseDateEncodingStrategy {
        .millisecondsSince1970
    }

    static func databaseDateDecodingStrategy(for column: String) -> DatabaseDateDecodingStrategy {
        .millisecondsSince1970
    }
}

/// A record of which whole pages are read: it takes its columns itself, which is a fraction of what a decoder costs.
protocol RowReadable: TenantRecord {
    init(row: Row) throws
}
