//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

extension Executor {
    /// Runs a scan and gives its events to the closure while it runs.
    ///
    /// The scan lives as long as the closure: when the closure returns or throws, a scan that still runs is cancelled
    /// and waited for.
    ///
    /// ```swift
    /// let report = try await InProcessExecutor().withScan(NativeScanner(), request) { events in
    ///     for try await event in events {
    ///         if case .finished(let report) = event { return report }
    ///     }
    ///     return nil
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - scanner: What scans.
    ///   - request: What to scan.
    ///   - bufferedEvents: The events that may wait to be read before the scan waits too, at least 1. Defaults to 16.
    ///   - body: Reads the events. Cancelling the task cancels the scan, and the events still end with its report.
    /// - Returns: The value that `body` returns.
    /// - Throws: What `body` throws. Reading the events throws what the executor threw.
    public func withScan<Result>(
        _ scanner: any APIScanner,
        _ request: ScanRequest,
        bufferedEvents: Int = 16,
        _ body: (ScanEvents) async throws -> Result
    ) async throws -> Result {
        let channel = BackpressuredChannel<ScanEvent>(capacity: bufferedEvents)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await execute(scanner, request, into: ScanEventSink { await channel.send($0) })
                    channel.finish()
                } catch {
                    channel.finish(throwing: error)
                }
            }
            // The group waits for the scan however this closure is left.
            defer {
                channel.close()
                group.cancelAll()
            }
            return try await body(ScanEvents(channel: channel))
        }
    }
}

extension Executor {
    /// Runs a scan, and returns its report.
    ///
    /// - Parameters:
    ///   - scanner: What scans.
    ///   - request: What to scan.
    ///   - onEvent: Gets every event as it happens.
    /// - Throws: ``ScanError`` if the scan cannot begin or its place is lost; `CancellationError` if it was cancelled
    ///   before it began.
    public func scan(
        _ scanner: any APIScanner,
        _ request: ScanRequest,
        onEvent: @escaping @Sendable (ScanEvent) async -> Void = { _ in }
    ) async throws -> ScanReport {
        let report = Mutex<ScanReport?>(nil)
        try await execute(
            scanner,
            request,
            into: ScanEventSink { event in
                if case .finished(let finished) = event { report.withLock { $0 = finished } }
                await onEvent(event)
            }
        )
        guard let report = report.withLock({ $0 }) else {
            throw ScanError(.invalidEncoding, "The scanner \(scanner.descriptor.id) ended without a report.")
        }
        return report
    }
}
