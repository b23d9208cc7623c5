//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

/// Hands elements from any number of senders to one receiver, and lets senders wait while it is full.
///
/// Cancellation does not touch the channel: a scanner that is cancelled still hands over its report, and its reader
/// still gets it. The channel ends when the sending side finishes it or the receiving side closes it, and both wake
/// everyone who waits.
package final class BackpressuredChannel<Element: Sendable>: Sendable {
    private let capacity: Int
    private let state = Mutex(State())

    private struct State {
        /// Elements that were sent and not received, oldest first.
        var buffer: [Element] = []
        /// Senders that wait for room, oldest first, with what they send.
        var senders: [(element: Element, continuation: CheckedContinuation<Void, Never>)] = []
        var receivers: [CheckedContinuation<Result<Element?, any Error>, Never>] = []
        /// Set once no more elements are taken in.
        var end: End?
        /// Whether the receiver is gone.
        var isClosed = false
    }

    private enum End {
        case finished
        case failed(any Error)

        /// What a receiver gets once all elements are received. An error is given out once.
        mutating func take() -> Result<Element?, any Error> {
            guard case .failed(let error) = self else { return .success(nil) }
            self = .finished
            return .failure(error)
        }
    }

    /// - Parameter capacity: The elements that may wait without their sender waiting too, at least 1.
    package init(capacity: Int) { self.capacity = max(1, capacity) }

    /// Hands over an element, and returns once it has a place. After the end of the channel the element is dropped.
    package func send(_ element: Element) async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                if state.isClosed || state.end != nil {
                    continuation.resume()
                } else if !state.receivers.isEmpty {
                    state.receivers.removeFirst().resume(returning: .success(element))
                    continuation.resume()
                } else if state.buffer.count < capacity {
                    state.buffer.append(element)
                    continuation.resume()
                } else {
                    state.senders.append((element, continuation))
                }
            }
        }
    }

    /// The next element, or `nil` at the end.
    ///
    /// - Throws: The error that the sending side finished with, once.
    package func receive() async throws -> Element? {
        let result: Result<Element?, any Error> = await withCheckedContinuation { continuation in
            state.withLock { state in
                if !state.buffer.isEmpty {
                    let element = state.buffer.removeFirst()
                    if !state.senders.isEmpty {
                        let sender = state.senders.removeFirst()
                        state.buffer.append(sender.element)
                        sender.continuation.resume()
                    }
                    continuation.resume(returning: .success(element))
                } else if state.isClosed {
                    continuation.resume(returning: .success(nil))
                } else if let result = state.end?.take() {
                    continuation.resume(returning: result)
                } else {
                    state.receivers.append(continuation)
                }
            }
        }
        return try result.get()
    }

    /// Says that nothing more is sent. What was sent is still received, then the error is thrown.
    package func finish(throwing error: (any Error)? = nil) {
        state.withLock { state in
            guard state.end == nil else { return }
            var end = error.map(End.failed) ?? .finished
            for receiver in state.receivers { receiver.resume(returning: end.take()) }
            state.receivers = []
            // Senders that still wait are within the channel already: their elements come before the end.
            for sender in state.senders {
                state.buffer.append(sender.element)
                sender.continuation.resume()
            }
            state.senders = []
            state.end = end
        }
    }

    /// Says that nothing more is received. Senders that wait go on, and what they sent is dropped.
    package func close() {
        state.withLock { state in
            state.isClosed = true
            state.buffer = []
            for sender in state.senders { sender.continuation.resume() }
            state.senders = []
            for receiver in state.receivers { receiver.resume(returning: .success(nil)) }
            state.receivers = []
        }
    }
}
