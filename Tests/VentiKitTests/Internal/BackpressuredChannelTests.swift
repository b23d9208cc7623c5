//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct BackpressuredChannelTests {
    @Test(arguments: [1, 3, 100]) func elementsComeInTheirOrder(capacity: Int) async throws {
        let channel = BackpressuredChannel<Int>(capacity: capacity)
        async let sender: Void = {
            for number in 0..<500 { await channel.send(number) }
            channel.finish()
        }()
        var received: [Int] = []
        while let number = try await channel.receive() { received.append(number) }
        await sender
        #expect(received == Array(0..<500))
    }

    @Test func whatWasSentComesBeforeTheErrorAndTheErrorOnce() async throws {
        let channel = BackpressuredChannel<Int>(capacity: 4)
        await channel.send(1)
        channel.finish(throwing: ScanError(.unreachable, "gone"))
        #expect(try await channel.receive() == 1)
        await #expect(throws: ScanError.self) { try await channel.receive() }
        #expect(try await channel.receive() == nil)
    }

    @Test func closingFreesSendersThatWait() async throws {
        let channel = BackpressuredChannel<Int>(capacity: 1)
        await channel.send(1)
        async let second: Void = channel.send(2)
        channel.close()
        await second
        #expect(try await channel.receive() == nil)
    }

    @Test func whatIsSentAfterTheEndIsDropped() async throws {
        let channel = BackpressuredChannel<Int>(capacity: 1)
        channel.finish()
        await channel.send(1)
        #expect(try await channel.receive() == nil)
    }
}
