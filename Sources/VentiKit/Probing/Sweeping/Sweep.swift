//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import Synchronization

/// A sweep under way: which values are left, and what came of the others.
final class Sweep: Sendable {
    private struct State: Sendable {
        var next = 0
        var result = SweepResult()
        /// How many answers there were with each status of three digits; others stand in the result.
        var answers = [Int](repeating: 0, count: 1_000)
        /// Set where no more probes may be sent.
        var isOver = false
    }

    let origin: SweptProbe.Origin
    /// The template with the target's base path, as it goes on the wire.
    let wireTemplate: ProbeTemplate
    let count: Int
    let maximumKept: Int
    private let valuesInBody: Int
    private let fixedBodyBytes: Int
    /// Which values need no check of their own.
    let harmless: HarmlessValues
    /// How many of the sweep's lanes wait for a slot.
    let waitingLanes = Atomic(0)
    private let value: @Sendable (Int) -> String
    private let isInteresting: @Sendable (SweptProbe) -> Bool
    private let state = Mutex(State())

    init(
        origin: SweptProbe.Origin,
        wireTemplate: ProbeTemplate,
        count: Int,
        scope: ScanScope,
        target: TargetURL,
        maximumKept: Int,
        value: @escaping @Sendable (Int) -> String,
        isInteresting: @escaping @Sendable (SweptProbe) -> Bool
    ) {
        self.origin = origin
        self.wireTemplate = wireTemplate
        self.count = count
        self.maximumKept = maximumKept
        self.value = value
        self.isInteresting = isInteresting
        (valuesInBody, fixedBodyBytes) = wireTemplate.bodyParts
        harmless = HarmlessValues(wireTemplate, scope: scope, target: target)
    }

    /// The length of the body with this value.
    func bodyBytes(of value: String) -> Int { fixedBodyBytes + valuesInBody * value.utf8.count }

    /// Takes the next value.
    func take() -> (index: Int, value: String)? {
        let index = state.withLock { state -> Int? in
            guard !state.isOver, state.next < count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
        return index.map { ($0, value($0)) }
    }

    /// Whether there is anything left to send.
    var hasMore: Bool { state.withLock { !$0.isOver && $0.next < count } }

    func note(_ probe: SweptProbe) {
        let isKept = isInteresting(probe)
        state.withLock { state in
            state.result.answered += 1
            let status = probe.response.status
            if state.answers.indices.contains(status) {
                state.answers[status] += 1
            } else {
                state.result.statuses[status, default: 0] += 1
            }
            guard isKept else { return }
            if state.result.kept.count < maximumKept {
                state.result.kept.append(probe)
            } else {
                state.result.keptIsTruncated = true
            }
        }
    }

    func note(_ error: ProbeError) {
        state.withLock { $0.result.failures[error.code, default: 0] += 1 }
    }

    /// No more probes may be sent.
    func end(_ error: ProbeError) {
        state.withLock { state in
            state.isOver = true
            state.result.shortfall = state.result.shortfall ?? error
        }
    }

    var result: SweepResult {
        var (result, answers) = state.withLock { ($0.result, $0.answers) }
        for (status, count) in answers.enumerated() where count > 0 { result.statuses[status] = count }
        result.count = count
        result.kept.sort { $0.index < $1.index }
        return result
    }
}
