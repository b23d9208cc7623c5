//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Where a scan runs: in this process, in a container, on a cluster.
///
/// An executor owns what it starts. When ``execute(_:_:into:)`` returns or throws, nothing of the scan is left running.
/// Read a scan with ``withScan(_:_:bufferedEvents:_:)``.
///
/// ### Implement a custom executor
///
/// ```swift
/// struct LoggedExecutor: Executor {
///     var name: String { "logged" }
///
///     func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws {
///         print("scanning \(request.target)")
///         try await InProcessExecutor().execute(scanner, request, into: events)
///     }
/// }
/// ```
public protocol Executor: Sendable {
    /// A short name for messages, such as `in-process`.
    var name: String { get }

    /// Runs the scan, and returns when everything is reported. Cancel the task to stop the scan.
    ///
    /// - Parameters:
    ///   - scanner: What scans.
    ///   - request: What to scan, with its secrets in place.
    ///   - events: Gets every event, and ``ScanEvent/finished(_:)`` last if the scan began.
    /// - Throws: ``ScanError`` if the scan cannot begin or its place is lost; `CancellationError` if it was cancelled
    ///   before it began.
    func execute(_ scanner: any APIScanner, _ request: ScanRequest, into events: ScanEventSink) async throws
}
