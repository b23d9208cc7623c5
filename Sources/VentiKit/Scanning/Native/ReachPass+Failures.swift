//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How the API says no.
extension ReachPass {
    /// Asks for things that cannot exist before anything else is asked for, so that a failure that is answered 200 is not
    /// taken for a success (P9). What lists without parameters answer takes back what says nothing.
    func learnSureFailures(from operations: [APIOperation]) async throws {
        guard session.policy.profile > .passive else { return }
        var random = SeededRandom(seed: session.policy.seed, purpose: "sure failures")
        let reading = operations.filter { session.effect(of: $0) == .readOnly && $0.path.hasSuffix("}") }
        for operation in reading.prefix(Self.maximumFailures) {
            var request = generator.request(for: operation, attempt: 0, pool: ValuePool())
            for point in request.insertionPoints where point.location == .path {
                request = request.replacing(point, with: random.word(length: 14))
            }
            let exchange = try? await session.send(
                request.render(),
                for: operation,
                as: session.identityNames.first,
                purpose: .reach,
                options: ProbeOptions()
            )
            guard let response = exchange?.response else { continue }
            session.withState { $0.softErrors.learnFailure(response) }
        }
    }

    /// Asks for things that cannot exist, to learn how the API says no (P9).
    func learnFailures(from operations: [APIOperation]) async throws {
        guard session.policy.profile > .passive else { return }
        var random = SeededRandom(seed: session.policy.seed, purpose: "soft errors")
        var asked = 0
        for operation in operations where session.effect(of: operation) == .readOnly && asked < Self.maximumFailures {
            let identities = session.identityNames.map(Optional.some) + [nil]
            let found = identities.compactMap { session.reached(operation.id, as: $0) }.first { $0.response.isSuccess }
            guard let reached = found,
                let point = reached.request.insertionPoints.first(where: { $0.location == .path })
            else { continue }
            asked += 1
            let request = reached.request.replacing(point, with: random.word(length: 14))
            let exchange = try? await session.send(
                request.render(),
                for: operation,
                as: reached.identity,
                purpose: .attack,
                options: ProbeOptions()
            )
            guard let response = exchange?.response,
                !response.isEquivalent(to: reached.response, mask: .init(comparesShapeOnly: true))
            else { continue }
            session.withState { $0.softErrors.learnFailure(response) }
        }
    }
}
