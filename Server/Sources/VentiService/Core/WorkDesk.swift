//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import NIOPosix
import Synchronization

/// Does slow work, such as hashing passwords and reading documents, two at a time on threads of its own, so that a flood of it
/// cannot starve everything else.
final class WorkDesk: Sendable {
    private static let capacity = 32
    private let pool = NIOThreadPool(numberOfThreads: 2)
    private let waiting = Mutex(0)

    init() { pool.start() }

    deinit { pool.shutdownGracefully { _ in } }

    /// Runs something slow.
    /// - Throws: ``ServiceError`` with code `overloaded` where too much waits already.
    func run<Result: Sendable>(_ body: @Sendable @escaping () throws -> Result) async throws -> Result {
        let isAdmitted = waiting.withLock { waiting in
            guard waiting < Self.capacity else { return false }
            waiting += 1
            return true
        }
        guard isAdmitted else {
            throw ServiceError(.overloaded, "Too much of this waits already.", retryAfterSeconds: 2)
        }
        defer { waiting.withLock { $0 -= 1 } }
        return try await pool.runIfActive(body)
    }
}
