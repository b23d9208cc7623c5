//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Which part of a list is asked for.
public struct PageRequest: Sendable, Hashable {
    /// How many items, from 1 to 200.
    public var limit: Int
    /// Where the page before ended, as ``Page/next`` said; `nil` for the beginning.
    public var cursor: String?

    /// A part of a list.
    public init(limit: Int = 50, cursor: String? = nil) {
        self.limit = limit
        self.cursor = cursor
    }
}

/// A part of a list.
public struct Page<Item: Sendable>: Sendable {
    /// The items.
    public var items: [Item]
    /// What to ask for the next page with; `nil` where this is the last one.
    public var next: String?
    /// How many items the whole list has.
    public var total: Int

    /// A part of a list.
    public init(items: [Item], next: String?, total: Int) {
        self.items = items
        self.next = next
        self.total = total
    }
}
