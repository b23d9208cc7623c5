//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
public import VentiKit

/// Keeps every event of a scan, and can hold one up or act on it.
public final class EventRecorder: Sendable {
    private struct State {
        var events: [ScanEvent] = []
        var late = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let action: @Sendable (ScanEvent) async -> Void

    /// Makes a recorder.
    ///
    /// - Parameter action: Gets each event after it was kept; while it waits, whoever sent the event waits.
    public init(_ action: @escaping @Sendable (ScanEvent) async -> Void = { _ in }) { self.action = action }

    /// Where a scan is to send its events.
    public var sink: ScanEventSink {
        ScanEventSink { event in
            self.state.withLock { state in
                if state.isClosed {
                    state.late += 1
                } else {
                    state.events.append(event)
                }
            }
            await self.action(event)
        }
    }

    /// The events so far, in their order.
    public var events: [ScanEvent] { state.withLock { $0.events } }

    /// Counts every event from now on as one that came too late.
    public func close() { state.withLock { $0.isClosed = true } }

    /// The events that came after ``close()``.
    public var lateEvents: Int { state.withLock { $0.late } }
}
