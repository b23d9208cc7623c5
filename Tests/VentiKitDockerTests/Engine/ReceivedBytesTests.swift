//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import EngineHTTP
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// What becomes of bytes between a connection and a reader that is slower or faster than it.
@Suite(.timeLimit(.minutes(1))) struct ReceivedBytesTests {
    private let eventLoop = MultiThreadedEventLoopGroup.singleton.next()

    private func view(_ bytes: [UInt8]) -> ByteBufferView { ByteBuffer(bytes: bytes).readableBytesView }

    @Test func whatCameWhileTheReaderWasBusyIsReceivedAtOnce() async throws {
        let bytes = ReceivedBytes()
        for byte in UInt8(1)...5 { try await bytes.append(view([byte]), on: eventLoop).get() }
        #expect(try await bytes.receive() == [1, 2, 3, 4, 5])
        bytes.finish()
        #expect(try await bytes.receive() == nil)
    }

    @Test func everythingComesInItsOrderThroughLittleRoom() async throws {
        let bytes = ReceivedBytes(highWaterMark: 3)
        async let sender: Void = {
            for number in 0..<2_000 { try await bytes.append(view([UInt8(number % 251)]), on: eventLoop).get() }
            bytes.finish()
        }()
        var received: [UInt8] = []
        while let part = try await bytes.receive() {
            #expect(part.count <= 3)
            received += part
        }
        try await sender
        #expect(received == (0..<2_000).map { UInt8($0 % 251) })
    }

    @Test func theConnectionWaitsWhileThereIsNoRoom() async throws {
        let bytes = ReceivedBytes(highWaterMark: 2)
        let room = bytes.append(view([1, 2]), on: eventLoop)
        let isRoom = Atomic(false)
        room.whenComplete { _ in isRoom.store(true, ordering: .relaxed) }
        try await eventLoop.submit {}.get()
        let wasRoom = isRoom.load(ordering: .relaxed)
        #expect(!wasRoom)
        #expect(try await bytes.receive() == [1, 2])
        try await room.get()
    }

    @Test func whatCameIsReceivedBeforeTheErrorAndTheErrorOnce() async throws {
        let bytes = ReceivedBytes()
        try await bytes.append(view([1]), on: eventLoop).get()
        bytes.finish(throwing: ChannelError.eof)
        try await bytes.append(view([2]), on: eventLoop).get()
        #expect(try await bytes.receive() == [1])
        await #expect(throws: ChannelError.self) { try await bytes.receive() }
        #expect(try await bytes.receive() == nil)
    }

    @Test func closingFreesTheConnectionAndTheReader() async throws {
        let bytes = ReceivedBytes(highWaterMark: 1)
        let room = bytes.append(view([1]), on: eventLoop)
        bytes.close()
        try await room.get()
        #expect(try await bytes.receive() == nil)

        let empty = ReceivedBytes()
        async let reader = empty.receive()
        empty.close()
        #expect(try await reader == nil)
    }

    @Test func noMoreIsCollectedThanAskedFor() async throws {
        let bytes = ReceivedBytes()
        try await bytes.append(view([1, 2, 3]), on: eventLoop).get()
        bytes.finish()
        #expect(try await bytes.collect(upTo: 2) == [1, 2])
    }
}
