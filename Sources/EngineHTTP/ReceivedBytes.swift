//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

package import NIOCore
import Synchronization

/// Bytes on their way from a connection to one reader: what came while the reader was busy, it gets at once.
///
/// An engine sends a log line by line. Handing each over by itself would cost more than reading it.
package final class ReceivedBytes: Sendable {
    /// From so many waiting bytes on, the connection reads no further.
    private let highWaterMark: Int
    private let state = Mutex(State())

    private struct State {
        var bytes: [UInt8] = []
        /// Readers that wait, oldest first: one, as a rule.
        var readers: [CheckedContinuation<Result<[UInt8]?, any Error>, Never>] = []
        /// The promise that the connection waits for before it reads on.
        var room: EventLoopPromise<Void>?
        var end: Result<Void, any Error>?

        /// Everything that is there, the end, or nothing where the reader has to wait.
        mutating func take() -> Result<[UInt8]?, any Error>? {
            if !bytes.isEmpty {
                defer { bytes = [] }
                return .success(bytes)
            }
            defer { if case .failure = end { end = .success(()) } }
            return end?.map { nil }
        }

        /// Gives those who wait what there is.
        mutating func serve() {
            while !readers.isEmpty, let taken = take() { readers.removeFirst().resume(returning: taken) }
        }
    }

    /// - Parameter highWaterMark: The bytes that may wait, apart from one part that is larger, at least 1.
    package init(highWaterMark: Int = 64 << 10) { self.highWaterMark = max(1, highWaterMark) }

    /// Takes bytes from the connection. After the end they are dropped.
    ///
    /// - Returns: A future that is there once there is room for more.
    package func append(_ part: ByteBufferView, on eventLoop: any EventLoop) -> EventLoopFuture<Void> {
        state.withLock { state in
            guard state.end == nil, !part.isEmpty else { return eventLoop.makeSucceededVoidFuture() }
            state.bytes += part
            state.serve()
            guard state.bytes.count >= highWaterMark else { return eventLoop.makeSucceededVoidFuture() }
            let room = state.room ?? eventLoop.makePromise(of: Void.self)
            state.room = room
            return room.futureResult
        }
    }

    /// Everything that has come, once something has, or `nil` at the end.
    ///
    /// - Throws: The error that the connection ended with, once.
    package func receive() async throws -> [UInt8]? {
        let result: Result<[UInt8]?, any Error> = await withCheckedContinuation { continuation in
            let room = state.withLock { state -> EventLoopPromise<Void>? in
                guard let taken = state.take() else {
                    state.readers.append(continuation)
                    return nil
                }
                continuation.resume(returning: taken)
                defer { state.room = nil }
                return state.room
            }
            room?.succeed()
        }
        return try result.get()
    }

    /// Says that nothing more comes. What has come is still received, then the error is thrown.
    package func finish(throwing error: (any Error)? = nil) {
        end(error.map { .failure($0) } ?? .success(()), keeping: true)
    }

    /// Says that nothing more is received, and drops what has come.
    package func close() { end(.success(()), keeping: false) }

    private func end(_ end: Result<Void, any Error>, keeping: Bool) {
        let room = state.withLock { state -> EventLoopPromise<Void>? in
            if !keeping {
                state.bytes = []
                state.end = end
            } else if state.end == nil {
                state.end = end
            }
            state.serve()
            defer { state.room = nil }
            return state.room
        }
        room?.succeed()
    }

    /// Everything that is left, up to a size.
    package func collect(upTo maximum: Int) async throws -> [UInt8] {
        var all: [UInt8] = []
        while all.count < maximum, let bytes = try await receive() { all += bytes }
        return Array(all.prefix(maximum))
    }
}
