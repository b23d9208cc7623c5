//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A value to compare a column with.
public enum RecordValue: Sendable, Hashable, Codable {
    /// A text.
    case text(String)
    /// A whole number; dates are milliseconds since 1970.
    case integer(Int64)
}

/// What a column must be.
public enum RecordCondition: Sendable, Hashable {
    /// Equal to a value.
    case equals(String, RecordValue)
    /// Equal to one of several values.
    case isIn(String, [RecordValue])
    /// Greater than a value.
    case isAfter(String, RecordValue)
    /// Less than a value.
    case isBefore(String, RecordValue)
    /// Without a value.
    case isNull(String)
    /// A text that holds another one, whatever the case.
    case contains(String, String)
}

/// Which records of one kind are asked for.
public struct RecordQuery<Record: TenantRecord>: Sendable {
    /// What all of them have to be.
    public var conditions: [RecordCondition]
    /// The columns to sort by, from the greatest value to the least.
    public var order: [String]
    /// The values of the order's columns after which to begin.
    public var after: [RecordValue]?
    /// How many at most.
    public var limit: Int?
    /// Whether to sort from the least value to the greatest.
    public var ascending: Bool

    /// A question for records, newest first unless said otherwise.
    public init(
        _ conditions: [RecordCondition] = [],
        order: [String] = ["id"],
        ascending: Bool = false,
        after: [RecordValue]? = nil,
        limit: Int? = nil
    ) {
        self.conditions = conditions
        self.order = order
        self.ascending = ascending
        self.after = after
        self.limit = limit
    }
}

extension RecordCondition {
    /// A column with an id.
    package static func id(_ column: String, _ id: RecordID) -> RecordCondition { .equals(column, .text(id.rawValue)) }

    /// A column with a text.
    package static func text(_ column: String, _ text: String) -> RecordCondition { .equals(column, .text(text)) }
}
