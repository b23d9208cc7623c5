//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import VentiKit

/// A scanner that sends what it is told to, for tests of executors and of code that reads events.
public struct FakeScanner: APIScanner {
    /// What the scanner does after it has sent its events.
    public enum Ending: Sendable {
        /// Returns.
        case returns
        /// Throws the error.
        case fails(ScanError)
        /// Waits until it is cancelled, sends these events, and returns, as a scanner does that keeps what it found.
        case waitsForCancellation(thenSends: [ScanEvent])
    }

    public var descriptor: ScannerDescriptor
    /// What is sent, in this order.
    public var events: [ScanEvent]
    /// How the scan ends.
    public var ending: Ending

    /// A scanner that sends these events and then ends so.
    public init(
        events: [ScanEvent] = [],
        ending: Ending = .returns,
        descriptor: ScannerDescriptor = ScannerDescriptor(id: "fake", title: "Fake scanner", version: "1.0.0")
    ) {
        self.events = events
        self.ending = ending
        self.descriptor = descriptor
    }

    public func scan(_ request: ScanRequest, into sink: ScanEventSink) async throws {
        for event in events { await sink.send(event) }
        switch ending {
        case .returns: return
        case .fails(let error): throw error
        case .waitsForCancellation(let last):
            // Sleeping ends early only by cancellation, so the loop does too.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
            for event in last { await sink.send(event) }
        }
    }
}
