//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import VentiKit

/// A place that has room for one scan; others wait for their turn, and can be cancelled meanwhile.
struct OneAtATime: Executor {
    private final class Gate: Sendable {
        private let isTaken = Mutex(false)

        func enter() -> Bool {
            isTaken.withLock { taken in
                defer { taken = true }
                return !taken
            }
        }

        func leave() { isTaken.withLock { $0 = false } }
    }

    private let base: any Executor
    private let gate = Gate()

    init(_ base: any Executor) { self.base = base }

    var name: String { base.name }

    func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws {
        while !gate.enter() { try await Task.sleep(for: .milliseconds(200)) }
        defer { gate.leave() }
        try await base.execute(scanner, request, into: events)
    }
}
