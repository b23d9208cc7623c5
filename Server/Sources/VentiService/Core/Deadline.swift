//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Does something, or gives up after so long.
///
/// - Throws: ``ServiceError`` with code `overloaded` where the time is over first.
package func withDeadline<Value: Sendable>(
    _ limit: Duration,
    _ body: @Sendable @escaping () async throws -> Value
) async throws -> Value {
    let end = ContinuousClock.now + limit
    return try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            await AlarmClock.shared.wait(until: end)
            try Task.checkCancellation()
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else {
            throw ServiceError(
                .overloaded,
                "It took longer than \(limit.components.seconds) seconds.",
                retryAfterSeconds: 5
            )
        }
        return value
    }
}
