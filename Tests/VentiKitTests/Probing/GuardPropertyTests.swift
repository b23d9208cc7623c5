//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization
import Testing

@testable import VentiKit

/// Random plans against random guards: not one request leaves the scope, the budget, the rate, the concurrency or the
/// deadline, and all that are refused are counted.
@Suite(.timeLimit(.minutes(5)))
struct GuardPropertyTests {
    /// How the sends of a plan ended.
    private struct Ends: Sendable {
        var unsent: [ProbeError.Code: Int] = [:]
        var failed = 0
        var exchanges = 0
    }

    private struct Outcome {
        var violations: [String] = []
        var sent = 0
        var unsent: [ProbeError.Code: Int] = [:]
        var statistics = ProbeStatistics()
    }

    private func run(_ seed: UInt64) async throws -> Outcome {
        let clock = ManualClock()
        let plan = try GuardPlan(seed: seed, start: clock.start)
        let transport = RecordingTransport(clock: clock) { _, number in
            let response = try plan.answer(number)
            clock.advance(by: .milliseconds(number % 3))
            return response
        }
        let client = ProbeClient(
            target: plan.target,
            transport: transport,
            options: plan.options,
            clock: clock.probeClock,
            observer: nil
        )
        let ends = Mutex(Ends())
        let send: @Sendable (ProbeRequest, Bool) async -> Void = { request, isReplay in
            do {
                _ = try await client.send(request, purpose: isReplay ? .replay : .attack)
                ends.withLock { $0.exchanges += 1 }
            } catch let error as ProbeError where error.code.kind == .notSent {
                ends.withLock { $0.unsent[error.code, default: 0] += 1 }
            } catch {
                ends.withLock { $0.failed += 1 }
            }
        }
        await withTaskGroup { group in
            for (request, isReplay, isExclusive) in plan.requests {
                group.addTask { [client] in
                    if isExclusive {
                        try? await client.withExclusiveAccess { await send(request, isReplay) }
                    } else {
                        await send(request, isReplay)
                    }
                }
            }
        }
        var outcome = Outcome(sent: transport.records.count, statistics: client.statistics)
        let counted = ends.withLock { $0 }
        outcome.unsent = counted.unsent
        for (index, record) in transport.records.enumerated() {
            outcome.violations += Self.violations(of: record, index, plan, start: clock.start)
        }
        outcome.violations += Self.violations(of: transport, client.statistics, counted, plan)
        return outcome
    }

    private static func violations(
        of record: RecordingTransport.Record,
        _ index: Int,
        _ plan: GuardPlan,
        start: ContinuousClock.Instant
    ) -> [String] {
        var found: [String] = []
        let (request, scope) = (record.request, plan.options.scope)
        if request.target != "*" {
            let segments = CredulousServer.segments(request.target)
            let base = plan.target.basePath.split(separator: "/").map(String.init)
            if !segments.starts(with: base) { found.append("base path: \(request.target)") }
            let path = "/" + segments.dropFirst(base.count).joined(separator: "/")
            let isIncluded = scope.includedPaths.contains { CredulousServer.matches($0.pattern[...], path[...]) }
            if !scope.includedPaths.isEmpty, !isIncluded { found.append("not included: \(request.target)") }
            let isExcluded = scope.excludedPaths.contains { glob in
                segments.indices.dropFirst(base.count).contains { end in
                    let above = "/" + segments[base.count...end].joined(separator: "/")
                    return CredulousServer.matches(glob.pattern.lowercased()[...], above.lowercased()[...])
                }
            }
            if isExcluded { found.append("excluded: \(request.target)") }
        }
        if !request.target.utf8.allSatisfy({ $0 > 0x20 }) { found.append("blank: \(request.target)") }
        if let methods = scope.methods, !methods.contains(request.method.uppercased()) {
            found.append("method: \(request.method)")
        }
        if request.headers.lines.contains(where: { $0.value.contains("evil") || $0.value == "chunked" }) {
            found.append("headers: \(request.headers)")
        }
        if record.elapsed >= plan.duration { found.append("sent after the deadline") }
        if record.deadline > start.advanced(by: plan.duration) { found.append("ends after the deadline") }
        // Whoever came so far had his turn by now, and turns are a full interval apart.
        if let rate = plan.options.requestsPerSecond, record.elapsed < .seconds(1 / rate) * index {
            found.append("request \(index) came after \(record.elapsed)")
        }
        return found
    }

    private static func violations(
        of transport: RecordingTransport,
        _ statistics: ProbeStatistics,
        _ ends: Ends,
        _ plan: GuardPlan
    ) -> [String] {
        let budget = RequestBudget(
            maximumRequests: plan.options.maximumRequests,
            replayReserve: plan.options.replayReserve
        )
        let records = transport.records
        let ordinary = records.count { !$0.request.headers.contains(GuardPlan.replayMark) }
        let rules: [(String, Bool)] = [
            ("budget", records.count <= budget.maximumRequests),
            ("reserve", ordinary <= budget.maximumRequests - budget.replayReserve),
            ("concurrency", transport.mostInFlight <= plan.options.concurrency),
            ("limit", statistics.highestConcurrency <= plan.options.concurrency && statistics.lowestConcurrency >= 1),
            ("sent", statistics.sent == records.count),
            ("ended", statistics.received + statistics.failures.values.reduce(0, +) == records.count),
            ("refused", statistics.refusedCount == ends.unsent[.outOfScope, default: 0]),
            ("unsent", statistics.unsent == ends.unsent),
            ("all", ends.unsent.values.reduce(0, +) + ends.failed + ends.exchanges == plan.requests.count),
        ]
        return rules.filter { !$0.1 }.map { "\($0.0): \(statistics) \(ends)" }
    }

    @Test(arguments: 0..<8)
    func sendsNothingThatItsGuardsForbid(chunk: UInt64) async throws {
        var sent = 0
        var unsent: [ProbeError.Code: Int] = [:]
        var limited = 0
        var reductions = 0
        for seed in (chunk * 100)..<(chunk * 100 + 100) {
            let outcome = try await run(seed)
            #expect(outcome.violations.isEmpty, "seed \(seed)")
            sent += outcome.sent
            unsent.merge(outcome.unsent, uniquingKeysWith: +)
            limited += outcome.statistics.limited
            reductions += outcome.statistics.concurrencyReductions
        }
        // All guards had something to do.
        #expect(sent > 500)
        #expect(unsent[.outOfScope, default: 0] > 500)
        #expect(unsent[.invalidRequest, default: 0] > 20)
        #expect(unsent[.budgetExhausted, default: 0] > 20)
        #expect(limited > 20)
        #expect(reductions > 20)
    }
}
