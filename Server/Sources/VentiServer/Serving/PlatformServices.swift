//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird
import Logging
public import ServiceLifecycle
public import VentiService

/// A worker as a service: when the process is to end, its scans are handed back.
public struct WorkerService: Service {
    let worker: ScanWorker

    /// A worker as a service.
    public init(_ worker: ScanWorker) { self.worker = worker }

    public func run() async throws {
        await cancelWhenGracefulShutdown { await worker.run() }
    }
}

/// Asks for the scans of schedules when they are due.
public struct SchedulerService: Service {
    let scheduler: Scheduler

    /// The scheduler as a service.
    public init(_ scheduler: Scheduler) { self.scheduler = scheduler }

    public func run() async throws {
        await cancelWhenGracefulShutdown { await scheduler.run() }
    }
}

/// Removes what nobody needs any more, from time to time.
public struct UpkeepService: Service {
    let upkeep: Upkeep

    /// The upkeep as a service.
    public init(_ upkeep: Upkeep) { self.upkeep = upkeep }

    public func run() async throws {
        await cancelWhenGracefulShutdown { await upkeep.run() }
    }
}

/// Says that the server is ready, and, once it is to end, that it is not, a while before it stops to listen.
///
/// Services end in the order opposite to their beginning, so this one begins last.
public struct DrainService: Service {
    let state: ServerState
    let seconds: Double

    /// - Parameters:
    ///   - state: What probes look at.
    ///   - seconds: How long balancers have to notice.
    public init(state: ServerState, seconds: Double) {
        self.state = state
        self.seconds = seconds
    }

    public func run() async throws {
        state.start()
        try? await gracefulShutdown()
        state.drain()
        if seconds > 0 { try? await Task.sleep(for: .seconds(seconds)) }
    }
}
