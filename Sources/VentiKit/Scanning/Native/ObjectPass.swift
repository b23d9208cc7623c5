//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Learns, before the attacks, how things of each kind are made: what proves that a thing is somebody's own.
struct ObjectPass: Sendable {
    let session: ScanSession
    /// At most so many kinds of things are learned; a document may have thousands.
    private static let maximumResources = 60

    /// - Throws: ``ProbeError`` with code ``ProbeError/Code/budgetExhausted``; `CancellationError`.
    func run(_ operations: [APIOperation]) async throws {
        guard session.policy.profile >= .active, !session.identityNames.isEmpty else { return }
        let planned = Set(operations.map(\.id))
        let context = CheckContext(
            description: session.orderedDescription,
            policy: session.policy,
            identities: session.identityNames,
            checkID: CheckID("venti.objects"),
            prober: session
        )
        let learner = ObjectLearner(session: session, context: context)
        let makeable = session.resources.resources.filter { resource in
            guard let create = resource.create else { return false }
            return planned.contains(create.id)
                && RegistrationOperation(create, schemas: session.description.schemas) == nil
                && LoginOperation(create, schemas: session.description.schemas) == nil
        }
        for resource in makeable.prefix(Self.maximumResources) {
            for identity in session.identityNames.prefix(3) {
                guard let recipe = try await learner.learn(resource, as: identity) else { continue }
                session.withState { $0.recipes[resource.id, default: [:]][identity] = recipe }
            }
        }
    }
}
