//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Something that scans an API: VentiKit's own ``NativeScanner``, another tool, or a host's own.
///
/// A scanner reports what happens as ``ScanEvent``s. It sends ``ScanEvent/finished(_:)`` last, also when the task is
/// cancelled after the scan began, so that nothing that was found is lost. Cancel the task to stop the scan.
public protocol APIScanner: Sendable {
    /// What the scanner is.
    var descriptor: ScannerDescriptor { get }

    /// Scans, and returns when everything is reported.
    ///
    /// - Throws: ``ScanError`` if the scan cannot begin.
    func scan(_ request: ScanRequest, into events: ScanEventSink) async throws
}

/// What a scanner is: its stable id, its name for people and its version.
public struct ScannerDescriptor: Sendable, Hashable, Codable {
    /// A short name for programs, such as `venti`.
    public var id: String
    /// A name for people.
    public var title: String
    /// The version of the scanner.
    public var version: String

    /// What a scanner says of itself.
    public init(id: String, title: String, version: String) {
        self.id = id
        self.title = title
        self.version = version
    }
}

/// Where a scanner sends its events. The sender waits until the event is taken, so a slow reader slows the scan down
/// and memory stays bounded.
public struct ScanEventSink: Sendable {
    private let receive: @Sendable (ScanEvent) async -> Void

    /// A sink that hands each event to the closure and waits until it returns.
    public init(_ receive: @escaping @Sendable (ScanEvent) async -> Void) { self.receive = receive }

    /// Hands the event over and waits until it is taken.
    public func send(_ event: ScanEvent) async { await receive(event) }
}

extension APIScanner {
    /// Scans, and returns the report.
    ///
    /// - Parameters:
    ///   - request: What to scan, as whom, and how far to go.
    ///   - onEvent: Gets every event as it happens.
    /// - Throws: ``ScanError`` if the scan cannot begin; `CancellationError` if it was cancelled before it began.
    public func scan(
        _ request: ScanRequest,
        onEvent: @escaping @Sendable (ScanEvent) async -> Void = { _ in }
    ) async throws -> ScanReport {
        let report = Mutex<ScanReport?>(nil)
        try await scan(
            request,
            into: ScanEventSink { event in
                if case .finished(let finished) = event { report.withLock { $0 = finished } }
                await onEvent(event)
            }
        )
        guard let report = report.withLock({ $0 }) else {
            throw ScanError(.invalidEncoding, "The scanner \(descriptor.id) ended without a report.")
        }
        return report
    }
}
