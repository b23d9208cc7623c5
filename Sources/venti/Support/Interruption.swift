//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A signal by which the user, or the system, asks the command to stop.
enum Interruption: Int32, Sendable, CaseIterable {
    case interrupt
    case terminate

    var signal: Int32 {
        switch self {
        case .interrupt: SIGINT
        case .terminate: SIGTERM
        }
    }

    /// A handler that ends the process at once.
    fileprivate var leaving: @convention(c) (Int32) -> Void {
        switch self {
        case .interrupt: { _ in _exit(ExitStatus.interrupted.rawValue) }
        case .terminate: { _ in _exit(ExitStatus.terminated.rawValue) }
        }
    }

    var status: ExitStatus {
        switch self {
        case .interrupt: .interrupted
        case .terminate: .terminated
        }
    }
}

/// What came of work that may be interrupted.
struct InterruptibleResult<Value: Sendable>: Sendable {
    var value: Value
    /// The signal that stopped the work early, or `nil`.
    var interruption: Interruption?
}

/// Runs the work.
///
/// The first signal cancels it, and its result is waited for; the second ends the process at once, also later, while
/// what came of the work is written.
func withInterruption<Value: Sendable>(
    onInterruption: @escaping @Sendable (Interruption) async -> Void = { _ in },
    _ work: @escaping @Sendable () async throws -> Value
) async throws -> InterruptibleResult<Value> {
    let (signals, continuation) = AsyncStream.makeStream(of: Interruption.self)
    let isStopping = Mutex(false)
    let queue = DispatchQueue(label: "venti.signals")
    let sources = Interruption.allCases.map { interruption in
        // A signal that is not ignored would end the process before the source hears of it.
        _ = signal(interruption.signal, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: interruption.signal, queue: queue)
        source.setEventHandler {
            let wasStopping = isStopping.withLock { value in
                defer { value = true }
                return value
            }
            if wasStopping { _exit(interruption.status.rawValue) }
            continuation.yield(interruption)
        }
        source.activate()
        return source
    }
    defer {
        // The handlers before the sources go, or a signal between the two would be lost.
        for interruption in Interruption.allCases {
            _ = signal(interruption.signal, isStopping.withLock { $0 } ? interruption.leaving : SIG_DFL)
        }
        for source in sources { source.cancel() }
        continuation.finish()
    }

    return try await withThrowingTaskGroup(of: Either<Value>.self) { group in
        group.addTask { .value(try await work()) }
        group.addTask {
            for await interruption in signals { return .interruption(interruption) }
            return .nothing
        }
        var interruption: Interruption?
        while let next = try await nextResult(of: &group, after: interruption) {
            switch next {
            case .value(let value):
                group.cancelAll()
                return InterruptibleResult(value: value, interruption: interruption)
            case .interruption(let signal):
                interruption = signal
                group.cancelAll()
                await onInterruption(signal)
            case .nothing: break
            }
        }
        throw CancellationError()
    }
}

/// The group's next result.
///
/// Work that ends without one because of a signal is no fault of the work.
private func nextResult<Value: Sendable>(
    of group: inout ThrowingTaskGroup<Either<Value>, any Error>,
    after interruption: Interruption?
) async throws -> Either<Value>? {
    do {
        return try await group.next()
    } catch is CancellationError {
        throw CommandError(interruption?.status ?? .interrupted, "stopped before the scan began; nothing was written")
    }
}

private enum Either<Value: Sendable>: Sendable {
    case value(Value)
    case interruption(Interruption)
    case nothing
}
