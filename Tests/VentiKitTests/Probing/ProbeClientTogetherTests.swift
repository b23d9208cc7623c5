//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

@Suite(.timeLimit(.minutes(1)))
struct ProbeClientTogetherTests {
    private let clock = ManualClock()

    private func client(
        _ transport: RecordingTransport,
        change: (inout ProbeClient.Options) -> Void = { _ in }
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

    @Test func allAreUnderWayAtOnceHoweverFewMayBe() async throws {
        let arrived = Mutex(0)
        let transport = RecordingTransport { _, _ in
            arrived.withLock { $0 += 1 }
            // Nobody is answered before all are there; where they never are, the count below says so.
            for _ in 0..<200_000 where arrived.withLock({ $0 }) < 6 { await Task.yield() }
            return ProbeResponse(status: 201)
        }
        let client = try client(transport) { $0.concurrency = 2 }
        let exchanges = try await client.sendTogether(.get("/claims"), count: 6, as: "ann", purpose: .attack)
        #expect(transport.mostInFlight == 6)
        #expect(exchanges.map(\.response.status) == [201, 201, 201, 201, 201, 201])
        #expect(Set(exchanges.map(\.number)) == [1, 2, 3, 4, 5, 6])
        #expect(exchanges.allSatisfy { $0.identity == "ann" && $0.request.target == "/claims" })
        #expect(transport.records.allSatisfy { $0.options.usesFreshConnection && $0.request.target == "/v1/claims" })
    }

    @Test func theTurnsOfAllAreTakenBeforeTheFirstLeaves() async throws {
        let transport = RecordingTransport(clock: clock)
        let client = try client(transport) { $0.requestsPerSecond = 10 }
        _ = try await client.send(.get(), purpose: .attack)
        _ = try await client.sendTogether(.get(), count: 5, purpose: .attack)
        _ = try await client.send(.get(), purpose: .attack)
        let times = transport.records.map(\.elapsed)
        try #require(times.count == 7)
        #expect(Set(times[1...5]).count == 1)
        // Seven requests at ten a second: the burst's last turn is the sixth, and nobody else's was taken for it.
        #expect(times[1] >= .milliseconds(490))
        #expect(times[6] >= .milliseconds(590))
    }

    @Test func aBurstThatTheBudgetDoesNotCoverIsNotSentAtAll() async throws {
        let transport = RecordingTransport()
        let client = try client(transport) {
            $0.maximumRequests = 4
            $0.replayReserve = 0
        }
        let error = await #expect(throws: ProbeError.self) {
            _ = try await client.sendTogether(.get(), count: 5, purpose: .attack)
        }
        #expect(error?.code == .budgetExhausted)
        #expect(transport.records.isEmpty)
        // What was taken for it is there again.
        #expect(try await client.sendTogether(.get(), count: 4, purpose: .attack).count == 4)
        #expect(client.statistics.sent == 4)
    }

    @Test func whatIsOutOfScopeIsRefusedAndRecorded() async throws {
        let transport = RecordingTransport()
        let client = try client(transport) { $0.scope.methods = ["GET"] }
        let post = ProbeRequest(method: "POST", target: "/claims")
        let error = await #expect(throws: ProbeError.self) {
            _ = try await client.sendTogether(post, count: 3, purpose: .attack)
        }
        #expect(error?.code == .outOfScope)
        #expect(transport.records.isEmpty)
        #expect(client.statistics.refusedCount == 1)
    }

    @Test func oneThatGetsNoAnswerTakesNothingFromTheOthers() async throws {
        let transport = RecordingTransport { _, number in
            if number == 2 { throw ProbeError(.timedOut, "No answer.") }
            return ProbeResponse(status: 200)
        }
        #expect(try await client(transport).sendTogether(.get(), count: 4, purpose: .attack).count == 3)
        let dead = RecordingTransport { _, _ in throw ProbeError(.timedOut, "No answer.") }
        let error = try await #require(throws: ProbeError.self) {
            _ = try await self.client(dead).sendTogether(.get(), count: 3, purpose: .attack)
        }
        #expect(error.code == .timedOut)
    }

    @Test func nobodyWaitsWhereTheTargetAsksForPatience() async throws {
        let transport = RecordingTransport { _, _ in ProbeResponse(status: 429, headers: ["Retry-After": "5"]) }
        let exchanges = try await client(transport).sendTogether(.get(), count: 3, purpose: .attack)
        #expect(exchanges.map(\.verdict) == [.limited, .limited, .limited])
        #expect(transport.records.count == 3)
    }

    @Test func overTheNetworkEachHasAConnectionOfItsOwn() async throws {
        try await withScriptedTransport { _ in
            [.wait(.milliseconds(200)), .send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]
        } _: { (server, transport) async throws in
            let target = try server.url()
            let client = ProbeClient(target: target, transport: transport)
            let exchanges = try await client.sendTogether(.get("/claims"), count: 8, purpose: .attack)
            #expect(exchanges.map(\.response.bodyText) == Array(repeating: "ok", count: 8))
            #expect(server.connectionCount == 8)
            #expect(server.requests.allSatisfy { $0.number == 1 })
            #expect(Set(server.requests.map(\.connection)).count == 8)
        }
    }
}
