//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The events of a running scan, in their order. Can be read once.
///
/// A reader that is slow slows the scan down; nothing is dropped. When the reading task is cancelled, the sequence goes
/// on until the scanner has handed over its partial report.
public struct ScanEvents: AsyncSequence, Sendable {
    public typealias Element = ScanEvent
    public typealias Failure = any Error

    let channel: BackpressuredChannel<ScanEvent>

    public func makeAsyncIterator() -> Iterator { Iterator(channel: channel) }

    /// Reads the events one by one.
    public struct Iterator: AsyncIteratorProtocol {
        let channel: BackpressuredChannel<ScanEvent>

        /// The next event, or `nil` when the scan is over.
        ///
        /// - Throws: What the executor threw.
        public mutating func next() async throws -> ScanEvent? { try await channel.receive() }
    }
}
