//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// What follows from the rest of a value, computed when it is first asked for and shared by the value's copies.
///
/// Whoever changes the rest puts a new one in its place. Any two are equal, because the rest decides.
final class ComputedOnce<Value: Sendable>: Sendable, Hashable {
    private let value = Mutex<Value?>(nil)

    func get(_ compute: () -> Value) -> Value {
        value.withLock { value in
            if let value { return value }
            let computed = compute()
            value = computed
            return computed
        }
    }

    static func == (lhs: ComputedOnce, rhs: ComputedOnce) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}
