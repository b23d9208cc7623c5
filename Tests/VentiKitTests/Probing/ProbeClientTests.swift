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
struct ProbeClientTests {
    private final class Seen: Sendable { let statuses = Mutex([Int]()) }

    private let clock = ManualClock()

    private func client(
        _ transport: RecordingTransport,
        url: String = "http://api.example/v1",
        change: (inout ProbeClient.Options) -> Void = { _ in },
        observer: ProbeClient.Observer? = nil
    ) throws -> ProbeClient {
        let target = try TargetURL(url)
        var options = ProbeClient.Options(scope: ScanScope(target: target))
        change(&options)
        return ProbeClient(
            target: target,
            transport: transport,
            options: options,
            clock: clock.probeClock,
            observer: observer
        )
    }

    private func code(_ body: () async throws -> Void) async throws -> ProbeError.Code {
        try await #require(throws: ProbeError.self) { try await body() }.code
    }

    @Test func putsTheBasePathBeforeTheTarget() async throws {
        let transport = RecordingTransport()
        let client = try client(transport) { $0.userAgent = "Test" }
        let exchange = try await client.send(.get("/users?q=1"), as: "alice", purpose: .reach)
        #expect(transport.records.map(\.request.target) == ["/v1/users?q=1"])
        #expect(transport.records[0].request.headers["user-agent"] == "Test")
        #expect(exchange.request.target == "/users?q=1")
        #expect(exchange.identity == "alice")
        #expect(exchange.purpose == .reach)
        #expect(exchange.verdict == .answered)
        #expect(exchange.number == 1)
        let second = ProbeRequest(method: "GET", target: "/", headers: ["user-agent": "mine"])
        #expect(try await client.send(second, purpose: .attack).number == 2)
        #expect(
            transport.records[1].request == ProbeRequest(method: "GET", target: "/v1/", headers: ["user-agent": "mine"])
        )
    }

    @Test func refusesAndRecordsWhatIsOutOfScope() async throws {
        let transport = RecordingTransport()
        let client = try client(transport) { $0.scope.methods = ["GET"] }
        #expect(
            try await code { _ = try await client.send(.get("/../admin?secret=1"), purpose: .attack) } == .outOfScope
        )
        #expect(try await code { _ = try await client.send(.get("@other.example/"), purpose: .attack) } == .outOfScope)
        let post = ProbeRequest(method: "POST", target: "/users")
        #expect(try await code { _ = try await client.send(post, purpose: .attack) } == .outOfScope)
        #expect(transport.records.isEmpty)
        let statistics = client.statistics
        #expect(statistics.sent == 0)
        #expect(statistics.refusedCount == 3)
        #expect(statistics.refused.map(\.refusal.rule) == [.path, .ambiguous, .method])
        #expect(statistics.refused[0].path == "/v1/../admin")
    }

    @Test func sendsNothingToAHostThatTheScopeDoesNotName() async throws {
        let transport = RecordingTransport()
        let client = try client(transport) { $0.scope.hosts = ["other.example"] }
        #expect(try await code { _ = try await client.send(.get(), purpose: .reach) } == .outOfScope)
        #expect(transport.records.isEmpty)
    }

    @Test func endsWithItsBudget() async throws {
        let transport = RecordingTransport()
        let client = try client(transport) { options in
            options.maximumRequests = 3
            options.replayReserve = 1
        }
        _ = try await client.send(.get(), purpose: .reach)
        _ = try await client.send(.get(), purpose: .attack)
        #expect(try await code { _ = try await client.send(.get(), purpose: .attack) } == .budgetExhausted)
        _ = try await client.send(.get(), purpose: .replay)
        #expect(try await code { _ = try await client.send(.get(), purpose: .replay) } == .budgetExhausted)
        #expect(transport.records.count == 3)
    }

    @Test func endsAtItsDeadline() async throws {
        let transport = RecordingTransport(clock: clock)
        let start = clock.start
        let client = try client(transport) { options in
            options.deadline = start.advanced(by: .seconds(10))
            options.limits.exchangeTimeout = .seconds(8)
            options.requestsPerSecond = 0.25
        }
        _ = try await client.send(.get(), purpose: .reach)
        _ = try await client.send(.get(), purpose: .reach)
        _ = try await client.send(.get(), purpose: .reach)
        #expect(transport.records.map { $0.deadline - start } == [.seconds(8), .seconds(10), .seconds(10)])
        #expect(try await code { _ = try await client.send(.get(), purpose: .reach) } == .budgetExhausted)
        #expect(transport.records.count == 3)
        #expect(clock.elapsed < .seconds(10), "It does not wait for a turn that never comes.")
    }

    @Test func waitsAndSendsAgainWhereTheTargetAsksForPatience() async throws {
        let transport = RecordingTransport(clock: clock) { _, number in
            number == 1 ? ProbeResponse(status: 429, headers: ["Retry-After": "7"]) : ProbeResponse(status: 200)
        }
        let seen = Seen()
        let client = try client(
            transport,
            observer: { exchange in
                seen.statuses.withLock { $0.append(exchange.response.status) }
            }
        )
        let exchange = try await client.send(.get(), purpose: .reach)
        #expect(exchange.response.status == 200)
        #expect(transport.records.map(\.elapsed) == [.zero, .seconds(7)])
        #expect(seen.statuses.withLock { $0 } == [429, 200])
        #expect(client.statistics.limited == 1)
    }

    @Test(arguments: [
        (ProbeResponse(status: 429), true, 3, Duration.seconds(3)),
        (ProbeResponse(status: 503, headers: ["Retry-After": "5"]), true, 3, .seconds(10)),
        (ProbeResponse(status: 429, headers: ["Retry-After": "31"]), true, 1, .zero),
        (ProbeResponse(status: 429, headers: ["Retry-After": "3600"]), true, 1, .zero),
        (ProbeResponse(status: 429, headers: ["Retry-After": "Sun, 06 Nov 1994 08:49:03 GMT"]), true, 3, .seconds(6)),
        (ProbeResponse(status: 429), false, 1, .zero),
        (ProbeResponse(status: 503), true, 1, .zero),
    ])
    func isPatientWithinBounds(answer: ProbeResponse, retries: Bool, sent: Int, waited: Duration) async throws {
        let transport = RecordingTransport(clock: clock) { _, _ in answer }
        let client = try client(transport)
        let exchange = try await client.send(
            .get(),
            purpose: .attack,
            options: ProbeOptions(retriesWhenLimited: retries)
        )
        #expect(exchange.response == answer)
        #expect(transport.records.count == sent)
        #expect(clock.elapsed == waited)
    }

    @Test func countsRepetitionsInTheBudget() async throws {
        let transport = RecordingTransport(clock: clock) { _, _ in ProbeResponse(status: 429) }
        let client = try client(transport) { $0.maximumRequests = 2 }
        #expect(try await code { _ = try await client.send(.get(), purpose: .reach) } == .budgetExhausted)
        #expect(transport.records.count == 2)
    }

    @Test func holdsBackWhenConnectionsAreReset() async throws {
        let transport = RecordingTransport(clock: clock) { _, _ in throw ProbeError(.connectionClosed, "reset") }
        let client = try client(transport)
        for _ in 0..<5 { _ = try? await client.send(.get(), purpose: .attack) }
        #expect(transport.records.map(\.elapsed) == [.zero, .zero, .zero, .milliseconds(250), .milliseconds(750)])
        #expect(client.statistics.failures == [.connectionClosed: 5])
        #expect(client.statistics.backoffs == 3)
    }

    @Test func countsWhatItDid() async throws {
        let transport = RecordingTransport { _, number in
            ProbeResponse(
                status: [200, 404, 500][number % 3],
                body: [1, 2],
                timeToFirstByte: .milliseconds(number == 30 ? 900 : 10)
            )
        }
        let client = try client(transport)
        for _ in 0..<30 {
            _ = try await client.send(ProbeRequest(method: "PUT", target: "/", body: [1]), purpose: .attack)
        }
        let statistics = client.statistics
        #expect(statistics.sent == 30)
        #expect(statistics.received == 30)
        #expect(statistics.clientErrors == 10)
        #expect(statistics.serverErrors == 10)
        #expect(statistics.requestBodyBytes == 30)
        #expect(statistics.responseBodyBytes == 60)
        let median = try #require(statistics.medianLatency)
        #expect(median >= .milliseconds(10) && median < .milliseconds(11))
    }

    @Test func sendsNothingForACancelledTask() async throws {
        let transport = RecordingTransport()
        let client = try client(transport)
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) { _ = try await client.send(.get(), purpose: .reach) }
            }
        }
        #expect(transport.records.isEmpty)
        #expect(client.statistics.sent == 0)
    }

    @Test func keepsOthersOutOfAnExclusiveAccess() async throws {
        let transport = RecordingTransport()
        let client = try client(transport) { $0.concurrency = 4 }
        try await withThrowingTaskGroup { group in
            for index in 0..<100 {
                group.addTask {
                    guard index.isMultiple(of: 20) else {
                        _ = try await client.send(.get("/shared"), purpose: .attack)
                        return
                    }
                    try await client.withExclusiveAccess {
                        for _ in 0..<3 { _ = try await client.send(.get("/alone/\(index)"), purpose: .attack) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let targets = transport.records.map(\.request.target)
        #expect(targets.count == 110)
        for index in stride(from: 0, to: 100, by: 20) {
            let first = try #require(targets.firstIndex(of: "/v1/alone/\(index)"))
            #expect(targets[first..<(first + 3)].allSatisfy { $0 == "/v1/alone/\(index)" })
        }
        #expect(transport.mostInFlight <= 4)
    }
}
