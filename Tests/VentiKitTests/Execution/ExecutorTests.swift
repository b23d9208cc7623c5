//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing
import VentiKit
import VentiKitTesting

struct ExecutorTests {
    private let request = ScanRequest(document: .file("openapi.yaml"), target: "http://127.0.0.1:1")

    private struct BodyFailed: Error {}

    @Test(arguments: [1, 2, 100])
    func givesEveryEventInItsOrder(_ buffered: Int) async throws {
        let scanner = FakeScanner(events: Sample.events)
        let events = try await InProcessExecutor().withScan(scanner, request, bufferedEvents: buffered) { events in
            var received: [ScanEvent] = []
            for try await event in events { received.append(event) }
            return received
        }
        #expect(events == Sample.events)
    }

    @Test func readingThrowsWhatTheScannerThrew() async throws {
        let scanner = FakeScanner(
            events: [.phase(ScanPhase(.plan))],
            ending: .fails(ScanError(.unreachable, "Nothing answers."))
        )
        var received: [ScanEvent] = []
        let error = await #expect(throws: ScanError.self) {
            try await InProcessExecutor().withScan(scanner, request) { events in
                for try await event in events { received.append(event) }
            }
        }
        #expect(error?.code == .unreachable)
        #expect(received == [.phase(ScanPhase(.plan))])
    }

    @Test func leavingTheClosureEndsTheScan() async throws {
        let scanner = FakeScanner(events: Sample.events, ending: .waitsForCancellation(thenSends: Sample.events))
        let first = try await InProcessExecutor().withScan(scanner, request, bufferedEvents: 1) { events in
            for try await event in events { return Optional(event) }
            return nil
        }
        #expect(first == Sample.events.first)
    }

    @Test func aClosureThatReadsNothingEndsTheScan() async throws {
        let scanner = FakeScanner(events: Sample.events, ending: .waitsForCancellation(thenSends: []))
        let result = try await InProcessExecutor().withScan(scanner, request) { _ in 7 }
        #expect(result == 7)
    }

    @Test func anErrorOfTheClosureEndsTheScan() async {
        let scanner = FakeScanner(events: Sample.events, ending: .waitsForCancellation(thenSends: []))
        await #expect(throws: BodyFailed.self) {
            try await InProcessExecutor().withScan(scanner, request) { events in
                for try await _ in events { throw BodyFailed() }
            }
        }
    }

    @Test func cancellingTheTaskStillGivesThePartialReport() async throws {
        let last = ScanEvent.finished(Sample.report)
        let scanner = FakeScanner(events: [.phase(ScanPhase(.plan))], ending: .waitsForCancellation(thenSends: [last]))
        let request = request
        let received = try await withThrowingTaskGroup(of: [ScanEvent].self) { group in
            let read = Counter()
            group.addTask {
                try await InProcessExecutor().withScan(scanner, request) { events in
                    var received: [ScanEvent] = []
                    for try await event in events {
                        received.append(event)
                        read.increment()
                    }
                    return received
                }
            }
            while read.value == 0 { await Task.yield() }
            group.cancelAll()
            return try await group.next()
        }
        #expect(received == [.phase(ScanPhase(.plan)), last])
    }

    @Test func aTaskThatIsCancelledBeforehandDoesNotScan() async {
        let scanner = FakeScanner(events: Sample.events)
        let request = request
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    try await InProcessExecutor().withScan(scanner, request) { events in
                        for try await _ in events {}
                    }
                }
            }
        }
    }

    @Test func aRequestWithoutItsSecretsIsRefused() async throws {
        var request = request
        request.identities = [Identity("alice", bearer: "t0ken")]
        let arrived = try JSONDecoder().decode(ScanRequest.self, from: JSONEncoder().encode(request))
        let error = await #expect(throws: ScanError.self) {
            try await InProcessExecutor().withScan(FakeScanner(), arrived) { events in for try await _ in events {} }
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("alice.token") == true)
    }

    @Test func manyScansRunSideBySide() async throws {
        let request = request
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    try await InProcessExecutor().withScan(FakeScanner(events: Sample.events), request) { events in
                        var count = 0
                        for try await _ in events { count += 1 }
                        return count
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == Array(repeating: Sample.events.count, count: 200))
    }
}
