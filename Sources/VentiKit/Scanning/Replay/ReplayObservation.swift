//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Says in a few words what came where an assertion does not hold.
struct ReplayObservation: Sendable {
    let attempt: ProofAttempt

    /// What came, such as `other reads answered 403`.
    func text(for assertion: ProofAssertion) -> String {
        switch assertion {
        case .headerEquals(let step, let name, _), .headerContains(let step, let name, _),
            .headerAbsent(let step, let name):
            let value = attempt.run.responses[step]?.last?.headers[name]
            return status(of: step) + (value.map { " with \(name): \($0.bounded(to: 80))" } ?? " without \(name)")
        case .memberEquals(let step, let pointer, _), .memberDiffers(let step, let pointer, _):
            return status(of: step) + ", where it is " + member(pointer, of: step)
        case .memberGrew(let step, let pointer, let other, _), .memberFell(let step, let pointer, let other, _):
            return "it was \(member(pointer, of: other)) and is \(member(pointer, of: step))"
        case .tokenShows(let step, _):
            let shown = attempt.run.observations[step, default: []].sorted().joined(separator: " and ")
            return "it shows \(shown.isEmpty ? "nothing of the kind" : shown)"
        case .slower(let step, let other, _):
            return "they took \(milliseconds(step)) and \(milliseconds(other)) ms"
        case .equivalent(let step, let other, _), .different(let step, let other, _):
            return "\(status(of: step)) and \(status(of: other))"
        case .countAlike(let step, _, _):
            let statuses = attempt.statuses(of: step).map(String.init).joined(separator: ", ")
            return "the answers were \(statuses.isEmpty ? "none" : statuses)"
        default: return status(of: assertion.steps.first ?? "")
        }
    }

    private func status(of step: String) -> String {
        let statuses = Set(attempt.statuses(of: step)).sorted().map(String.init)
        return "\(step) answered \(statuses.isEmpty ? "nothing" : statuses.joined(separator: " and "))"
    }

    private func member(_ pointer: String, of step: String) -> String {
        let body = attempt.run.responses[step]?.last.flatMap { JSONValue(parsingJSON: $0.body) }
        guard let value = body?[pointer: pointer] else { return "absent" }
        return value.scalarText.map { "\"\($0.bounded(to: 80))\"" } ?? "no single value"
    }

    private func milliseconds(_ step: String) -> String {
        let longest = attempt.run.responses[step]?.map(\.timeToFirstByte).max() ?? .zero
        return String(Int(longest / .milliseconds(1)))
    }
}
