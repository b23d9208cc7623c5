//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// How a client adapts to its target, and how it stops.
@Suite(.timeLimit(.minutes(2)))
struct ProbeClientLoadTests {
    private let clock = ManualClock()

    private func client(
        _ transport: RecordingTransport,
        change: (inout ProbeClient.Options) -> Void
    ) throws -> ProbeClient {
        let target = try TargetURL("http://api.example/v1")
        var options = ProbeClient.Options(scope: ScanScope(target: target))
        change(&options)
        return ProbeClient(
            target: target,
            transport: transport,
            options: options,
            clock: clock.probeClock,
            observer: nil
        )
    }

    @Test func stopsWithTenThousandWaiting() async throws {
        let (started, starts) = AsyncStream.makeStream(of: Void.self)
        let transport = RecordingTransport { _, _ in
            starts.yield()
            try await Task.sleep(for: .seconds(3600))
            return ProbeResponse(status: 200)
        }
        let client = try client(transport) { options in
            options.maximumRequests = 20_000
            options.concurrency = 4
        }
        let cancelled = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<10_000 {
                group.addTask {
                    do {
                        _ = try await client.send(.get(), purpose: .attack)
                        return false
                    } catch { return error is CancellationError }
                }
            }
            for await _ in started { break }
            group.cancelAll()
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(cancelled == 10_000)
        #expect(transport.mostInFlight <= 4)
        #expect(transport.records.count < 10_000)
        #expect(client.statistics.sent == transport.records.count)
    }

    @Test func sendsFewerAtOnceToATargetThatAsksForPatience() async throws {
        let transport = RecordingTransport(clock: clock) { _, number in
            ProbeResponse(status: number > 600 && number % 3 == 0 ? 429 : 200, timeToFirstByte: .milliseconds(10))
        }
        let client = try client(transport) { $0.concurrency = 6 }
        func send(_ count: Int) async {
            await withTaskGroup { group in
                for _ in 0..<count {
                    let options = ProbeOptions(retriesWhenLimited: false)
                    group.addTask { _ = try? await client.send(.get(), purpose: .reach, options: options) }
                }
            }
        }
        await send(600)
        #expect(transport.mostInFlight == 6)
        #expect(client.statistics.lowestConcurrency == 2)
        #expect(client.statistics.highestConcurrency == 6)
        #expect(client.statistics.concurrencyReductions == 0)
        await send(100)
        #expect(client.statistics.lowestConcurrency == 1)
        #expect(client.statistics.concurrencyReductions >= 2)
        #expect(transport.mostInFlight == 6)
    }

    @Test func holdsBackThoseWhoWaitedBeforeAPause() async throws {
        let transport = RecordingTransport(clock: clock) { _, number in
            ProbeResponse(status: number == 1 ? 429 : 200, headers: number == 1 ? ["Retry-After": "20"] : [:])
        }
        let client = try client(transport) { options in
            options.requestsPerSecond = 1
            options.concurrency = 4
        }
        await withTaskGroup { group in
            for _ in 0..<6 { group.addTask { _ = try? await client.send(.get(), purpose: .reach) } }
        }
        #expect(transport.records.count == 7)
        // As many as may be under way at once can be let in before the target's wish for patience is read; nobody is after it.
        #expect(transport.records.count { $0.elapsed < .seconds(20) } <= 4)
        #expect(client.statistics.pacingDelay99thPercentile != nil)
    }

    @Test func countsWhatItDidNotSend() async throws {
        let client = try client(RecordingTransport()) { $0.maximumRequests = 0 }
        _ = try? await client.send(.get("/../x"), purpose: .attack)
        _ = try? await client.send(ProbeRequest(method: "A B", target: "/"), purpose: .attack)
        _ = try? await client.send(.get(), purpose: .attack)
        #expect(client.statistics.unsent == [.outOfScope: 1, .invalidRequest: 1, .budgetExhausted: 1])
    }
}
