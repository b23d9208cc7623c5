//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Who brought which credential a moment ago, so that signatures and rows are not asked for at every request.
///
/// What it remembers is at most two seconds old: that is how long a revoked credential may still be taken.
final class PrincipalCache: Sendable {
    private struct Entry {
        let principal: Principal
        let until: ContinuousClock.Instant
    }

    private static let lifetime: Duration = .seconds(2)
    private static let capacity = 20_000
    private let entries = Mutex<[String: Entry]>([:])

    func principal(_ credential: String) -> Principal? {
        entries.withLock { entries in
            guard let entry = entries[credential] else { return nil }
            if ContinuousClock.now < entry.until { return entry.principal }
            entries[credential] = nil
            return nil
        }
    }

    func remember(_ principal: Principal, for credential: String) {
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll(keepingCapacity: true) }
            entries[credential] = Entry(principal: principal, until: .now + Self.lifetime)
        }
    }

    /// Forgets everybody: something about somebody has changed.
    func clear() { entries.withLock { $0.removeAll(keepingCapacity: true) } }
}
