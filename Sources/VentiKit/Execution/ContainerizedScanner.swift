//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A scanner that can also be shipped as a container image.
///
/// The two requirements are what an executor needs to run it elsewhere: what to start, and how to read what it prints.
/// An executor that does not know containers runs the same scanner in this process.
public protocol ContainerizedScanner: APIScanner {
    /// What to start for a request: the image, its arguments, its input files and its limits.
    ///
    /// - Parameter request: What to scan, with its secrets in place.
    /// - Throws: ``ScanError`` if the request cannot leave this process, for instance because its document is a value
    ///   that only this process has.
    func workload(for request: ScanRequest) throws -> Workload

    /// What to start for a request in a place from which the way to the target is known.
    ///
    /// Executors call it when they have made the place. Those that need the image and the limits before that have them from
    /// ``workload(for:)``, so the place must not change these. A program that reads ``Workload/placeFile`` needs no other
    /// files than before.
    ///
    /// - Parameters:
    ///   - request: What to scan, with its secrets in place.
    ///   - place: Where the program will run.
    /// - Throws: As ``workload(for:)``.
    func workload(for request: ScanRequest, at place: WorkloadPlace) throws -> Workload

    /// Reads what the program prints as events, until it ends.
    ///
    /// - Parameters:
    ///   - output: What the program prints, and how it ended.
    ///   - events: Gets every event, and ``ScanEvent/finished(_:)`` if the program came that far.
    /// - Throws: ``ScanError`` if the program said why it cannot scan, or prints what is not events.
    func events(in output: WorkloadOutput, into events: ScanEventSink) async throws

    /// Reads what the program prints for a request as events, until it ends.
    ///
    /// Executors call this one. It is for programs that do not know the request as VentiKit does, and print no events.
    ///
    /// - Parameters:
    ///   - output: What the program prints, and how it ended.
    ///   - request: What was to be scanned, with its secrets in place.
    ///   - place: Where the program runs.
    ///   - events: Gets every event, and ``ScanEvent/finished(_:)`` if the program came that far.
    /// - Throws: As ``events(in:into:)``.
    func events(
        in output: WorkloadOutput,
        for request: ScanRequest,
        at place: WorkloadPlace,
        into events: ScanEventSink
    ) async throws
}

extension ContainerizedScanner {
    /// The same for every place.
    public func workload(for request: ScanRequest, at place: WorkloadPlace) throws -> Workload {
        try workload(for: request)
    }

    /// The same for every request.
    public func events(
        in output: WorkloadOutput,
        for request: ScanRequest,
        at place: WorkloadPlace,
        into events: ScanEventSink
    ) async throws {
        try await self.events(in: output, into: events)
    }
}

extension ContainerizedScanner {
    /// Reads newline-delimited events from the program's standard output.
    ///
    /// - Throws: ``ScanError`` with the code of the program's own `failed` line, or with code
    ///   ``ScanError/Code/invalidEncoding`` for a line that is no event.
    public func events(in output: WorkloadOutput, into events: ScanEventSink) async throws {
        var decoder = ScanEventDecoder()
        var output = output
        while let bytes = try await output.nextBytes() {
            try await decoder.decode(bytes, into: events)
        }
        if let event = try decoder.finish() { await events.send(event) }
        if let failure = decoder.failure { throw failure.error }
    }
}
