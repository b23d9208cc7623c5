//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// Sweeps over the network and over any other transport: the same guards, the same result.
@Suite(.timeLimit(.minutes(1)))
struct SweepTests {
    private func template(_ target: String = "/items/{{value}}", method: String = "GET") -> ProbeTemplate {
        ProbeTemplate(ProbeRequest(method: method, target: target))
    }

    /// A server that answers with the last segment of the path, and 404 to odd numbers.
    private static let script: ScriptedServer.Script = { request in
        let path = request.text.split(separator: " ")[1]
        let value = String(path.split(separator: "/").last ?? "")
        let status = (Int(value) ?? 0).isMultiple(of: 2) ? "200 OK" : "404 Not Found"
        return [.send("HTTP/1.1 \(status)\r\nContent-Length: \(value.utf8.count)\r\n\r\n\(value)")]
    }

    private func client(
        _ target: TargetURL,
        _ transport: any ProbeTransport,
        change: (inout ProbeClient.Options) -> Void = { _ in }
    ) -> ProbeClient {
        var options = ProbeClient.Options(scope: ScanScope(target: target))
        change(&options)
        return ProbeClient(target: target, transport: transport, options: options)
    }

    @Test func keepsWhatIsInterestingInTheOrderOfTheValues() async throws {
        try await withScriptedTransport(script: Self.script) { server, transport in
            let client = client(try server.url(), transport)
            let result = try await client.sweep(template(), count: 100, value: { "\($0)" }, purpose: .attack) { probe in
                probe.response.status == 200 && probe.index >= 90
            }
            #expect(result.count == 100)
            #expect(result.answered == 100)
            #expect(result.statuses == [200: 50, 404: 50])
            #expect(result.kept.map(\.value) == ["90", "92", "94", "96", "98"])
            #expect(result.kept.map(\.response.bodyText) == ["90", "92", "94", "96", "98"])
            #expect(result.kept.map(\.exchange.request.target) == [90, 92, 94, 96, 98].map { "/items/\($0)" })
            #expect(result.shortfall == nil)
            #expect(client.statistics.sent == 100)
            #expect(client.statistics.received == 100)
            #expect(client.statistics.clientErrors == 50)
            #expect(Set(server.requests.map(\.text)).count == 100)
            #expect(server.connectionCount <= client.options.concurrency)
        }
    }

    @Test func doesTheSameOverAnyTransport() async throws {
        let transport = RecordingTransport { request, _ in
            ProbeResponse(status: request.target.hasSuffix("7") ? 500 : 200)
        }
        let client = client(try TargetURL("http://api.test/base"), transport)
        let result = try await client.sweep(template(), count: 30, value: { "\($0)" }, purpose: .attack) {
            $0.response.status == 500
        }
        #expect(result.kept.map(\.index) == [7, 17, 27])
        #expect(transport.records.count == 30)
        #expect(transport.records.allSatisfy { $0.request.target.hasPrefix("/base/items/") })
        #expect(transport.mostInFlight <= client.options.concurrency)
    }

    @Test func sendsNothingThatLeavesTheScope() async throws {
        let transport = RecordingTransport()
        let client = client(try TargetURL("http://api.test/base"), transport)
        let values = ["ok", "../../admin", "%2e%2e/%2e%2e/admin", "a b", "a\r\nX: y", "fine"]
        let result = try await client.sweep(template(), count: values.count, value: { values[$0] }, purpose: .attack) {
            _ in
            true
        }
        #expect(result.kept.map(\.value) == ["ok", "fine"])
        #expect(Set(transport.records.map(\.request.target)) == ["/base/items/ok", "/base/items/fine"])
        #expect(client.statistics.sent == 2)
        #expect(result.failures.values.reduce(0, +) == 4)
    }

    @Test func refusesATemplateThatLeavesTheScopeWhateverTheValue() async throws {
        let transport = RecordingTransport()
        let client = client(try TargetURL("http://api.test/base"), transport)
        let request = ProbeRequest(method: "POST", target: "/../admin", body: Array("{{value}}".utf8))
        let error = try await #require(throws: ProbeError.self) {
            _ = try await client.sweep(ProbeTemplate(request), count: 3, value: { "\($0)" }, purpose: .attack) { _ in
                true
            }
        }
        #expect(error.code == .outOfScope)
        #expect(transport.records.isEmpty)
    }

    @Test func endsWithTheBudgetAndKeepsWhatWasFound() async throws {
        try await withScriptedTransport(script: Self.script) { server, transport in
            let client = client(try server.url(), transport) { options in
                options.maximumRequests = 25
                options.replayReserve = 5
            }
            let result = try await client.sweep(template(), count: 100, value: { "\($0)" }, purpose: .attack) { _ in
                true
            }
            #expect(result.shortfall?.code == .budgetExhausted)
            #expect(result.answered == 20)
            #expect(result.kept.count == 20)
            #expect(server.requests.count == 20)
        }
    }

    @Test func keepsNoMoreThanThereIsRoomFor() async throws {
        let client = client(try TargetURL("http://api.test"), RecordingTransport())
        let result = try await client.sweep(
            template(),
            count: 50,
            value: { "\($0)" },
            purpose: .attack,
            maximumKept: 10
        ) { _ in true }
        #expect(result.kept.count == 10)
        #expect(result.keptIsTruncated)
        #expect(result.answered == 50)
    }

    @Test func countsFailuresAndGoesOn() async throws {
        try await withScriptedTransport { request in
            request.text.contains("/3 ") ? [.close] : [.send("HTTP/1.1 204 No Content\r\n\r\n")]
        } _: { (server, transport) async throws in
            let client = client(try server.url(), transport) { $0.concurrency = 2 }
            let template = template("/{{value}}", method: "POST")
            let result = try await client.sweep(template, count: 8, value: { "\($0)" }, purpose: .attack) { _ in false }
            #expect(result.failures == [.connectionClosed: 1])
            #expect(result.statuses == [204: 7])
            #expect(client.statistics.failures == [.connectionClosed: 1])
        }
    }

    @Test func sendsAgainWhereTheTargetAsksForPatience() async throws {
        let clock = ManualClock()
        let transport = RecordingTransport(clock: clock) { _, number in
            number == 2 ? ProbeResponse(status: 429, headers: ["Retry-After": "3"]) : ProbeResponse(status: 200)
        }
        let target = try TargetURL("http://api.test")
        var options = ProbeClient.Options(scope: ScanScope(target: target))
        options.concurrency = 1
        let client = ProbeClient(
            target: target,
            transport: transport,
            options: options,
            clock: clock.probeClock,
            observer: nil
        )
        let result = try await client.sweep(template(), count: 3, value: { "\($0)" }, purpose: .attack) { _ in true }
        #expect(result.statuses == [200: 3])
        #expect(transport.records.map(\.request.target) == ["/items/0", "/items/1", "/items/1", "/items/2"])
        #expect(clock.elapsed >= .seconds(3))
        #expect(client.statistics.limited == 1)
    }

    @Test func stopsWhenItsTaskIsCancelled() async throws {
        try await withScriptedTransport { _ in
            []
        } _: { (server, transport) async throws in
            let client = client(try server.url(), transport) { $0.isAdaptive = false }
            let template = template()
            try await withThrowingTaskGroup { group in
                group.addTask {
                    await #expect(throws: CancellationError.self) {
                        _ = try await client.sweep(template, count: 10_000, value: { "\($0)" }, purpose: .attack) { _ in
                            true
                        }
                    }
                }
                while server.requests.count < 8 { try await Task.sleep(for: .milliseconds(1)) }
                group.cancelAll()
            }
            #expect(server.requests.count == 8)
            while server.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
    }

    @Test func givesUpExchangesAtTheirDeadlineAndGoesOn() async throws {
        try await withScriptedTransport { request in
            request.text.contains("/1 ") ? [] : [.send("HTTP/1.1 204 No Content\r\n\r\n")]
        } _: { (server, transport) async throws in
            let client = client(try server.url(), transport) { options in
                options.limits.exchangeTimeout = .seconds(3)
                options.concurrency = 2
            }
            let result = try await client.sweep(
                template("/{{value}}"),
                count: 6,
                value: { "\($0)" },
                purpose: .attack
            ) { _ in true }
            // On a busy machine others may be late too.
            let late = result.failures[.noResponse] ?? 0
            #expect(late >= 1)
            #expect(late + result.answered == 6)
            #expect(result.kept.allSatisfy { $0.index != 1 && $0.response.status == 204 })
        }
    }

    @Test func letsOthersHaveTheirTurn() async throws {
        try await withScriptedTransport(script: Self.script) { server, transport in
            let client = client(try server.url(), transport) { $0.concurrency = 1 }
            let template = template()
            let sent = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    _ = try await client.sweep(template, count: 2_000, value: { "\($0)" }, purpose: .attack) { _ in
                        sent.increment()
                        return false
                    }
                }
                while sent.value == 0 { try await Task.sleep(for: .milliseconds(1)) }
                _ = try await client.send(.get("/items/0"), purpose: .reach)
                #expect(sent.value < 2_000)
                try await group.waitForAll()
            }
            #expect(sent.value == 2_000)
        }
    }
}
