//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// How the channel behaves when its two sides do not keep step.
struct ChannelPressureTests {
    private struct Failure: Error, Equatable {}

    /// Waits until something holds that another task brings about.
    private func until(_ condition: () -> Bool) async {
        while !condition() { await Task.yield() }
    }

    @Test func aSenderWaitsWhileTheChannelIsFull() async throws {
        let channel = BackpressuredChannel<Int>(capacity: 3)
        let sent = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<10 {
                    await channel.send(number)
                    sent.increment()
                }
            }
            await until { sent.value == 3 }
            for _ in 0..<1_000 { await Task.yield() }
            #expect(sent.value == 3)
            for expected in 0..<10 { try await #expect(channel.receive() == expected) }
            await until { sent.value == 10 }
        }
    }

    @Test func aReceiverThatWaitsGetsTheError() async throws {
        let channel = BackpressuredChannel<Int>(capacity: 1)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await #expect(throws: Failure.self) { try await channel.receive() } }
            for _ in 0..<100 { await Task.yield() }
            channel.finish(throwing: Failure())
        }
    }

    @Test func manySendersLoseNothing() async throws {
        let channel = BackpressuredChannel<Int>(capacity: 1)
        var received: Set<Int> = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sender in 0..<20 {
                group.addTask { for number in 0..<50 { await channel.send(sender * 50 + number) } }
            }
            while received.count < 1_000, let number = try await channel.receive() { received.insert(number) }
        }
        #expect(received == Set(0..<1_000))
    }

    @Test func cancellationLosesNothing() async throws {
        let channel = BackpressuredChannel<Int>(capacity: 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<10 { await channel.send(number) }
                channel.finish()
            }
            group.cancelAll()
            var received: [Int] = []
            while let number = try await channel.receive() { received.append(number) }
            #expect(received == Array(0..<10))
        }
    }
}
