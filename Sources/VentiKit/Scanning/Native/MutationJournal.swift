//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a scan has made at the target, with the request that takes each thing away again.
struct MutationJournal: Sendable {
    /// A thing that was made.
    struct Entry: Sendable, Hashable {
        /// The operation that made it.
        var operation: String
        /// In whose name.
        var identity: String?
        /// The request that takes it away; `nil` where the API has none, or the answer does not say which thing it is.
        var undo: ProbeRequest?
        var undoOperation: APIOperation?
    }

    private(set) var entries: [Entry] = []
    /// The things that were made beyond those that are remembered.
    private(set) var forgotten = 0
    private static let maximumEntries = 5_000

    mutating func note(_ entry: Entry) {
        if entries.count < Self.maximumEntries { entries.append(entry) } else { forgotten += 1 }
    }

    /// Takes the entries out, the latest first: what was made last may hang on what was made before.
    mutating func takeAll() -> [Entry] {
        defer { entries = [] }
        return entries.reversed()
    }
}
