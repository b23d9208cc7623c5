//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// Lets so many workloads run at once; the others wait in the order in which they came.
package final class WorkloadQueue: Sendable {
    private struct State {
        var free: Int
        var lastNumber = 0
        var waiting: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
        /// Those that were cancelled before they began to wait.
        var cancelled: Set<Int> = []
    }

    private let state: Mutex<State>

    /// - Parameter places: How many run at once, at least one.
    package init(places: Int) { state = Mutex(State(free: max(1, places))) }

    /// Runs the body once there is a place.
    ///
    /// - Throws: `CancellationError` if the task is cancelled while it waits, and what the body throws.
    package func withPlace<Result>(_ body: () async throws -> Result) async throws -> Result {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let hasPlace = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    if state.cancelled.remove(number) != nil {
                        continuation.resume(returning: false)
                    } else if state.free > 0 {
                        state.free -= 1
                        continuation.resume(returning: true)
                    } else {
                        state.waiting.append((number, continuation))
                    }
                }
            }
        } onCancel: {
            state.withLock { state in
                if let index = state.waiting.firstIndex(where: { $0.number == number }) {
                    state.waiting.remove(at: index).continuation.resume(returning: false)
                } else {
                    state.cancelled.insert(number)
                }
            }
        }
        state.withLock { _ = $0.cancelled.remove(number) }
        guard hasPlace else { throw CancellationError() }
        defer { giveBack() }
        return try await body()
    }

    private func giveBack() {
        state.withLock { state in
            if state.waiting.isEmpty {
                state.free += 1
            } else {
                state.waiting.removeFirst().continuation.resume(returning: true)
            }
        }
    }
}
