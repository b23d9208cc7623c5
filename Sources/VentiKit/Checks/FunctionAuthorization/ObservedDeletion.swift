//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A deletion of a thing that its owner made for the purpose, seen by its owner.
struct ObservedDeletion: Sendable {
    let context: CheckContext
    /// Whose the thing is.
    let observer: String
    let object: ProofObject
    /// How the owner reads it.
    let reading: OperationRequest

    /// Sends what deletes the thing, as steps of a proof.
    ///
    /// - Parameter request: The request about the thing; it may delete in a roundabout way.
    /// - Throws: ``CheckSkipped`` where the owner cannot read the thing.
    func perform(
        _ name: String,
        _ request: OperationRequest,
        by party: ProofParty,
        trial: inout ProofTrial
    ) async throws -> ObservedCall.Result {
        let label = "\(observer) reads before \(name)"
        guard try await isThere(label, &trial) else { throw CheckSkipped("the owner cannot read the object") }
        return try await delete(name, request, by: party, since: label, trial: &trial)
    }

    /// The same where the owner has read the thing already, in the step `earlier`.
    func delete(
        _ name: String,
        _ request: OperationRequest,
        by party: ProofParty,
        since earlier: String,
        trial: inout ProofTrial
    ) async throws -> ObservedCall.Result {
        let answer = try await trial.send("\(name) calls", request, by: party)
        let label = "\(observer) reads after \(name)"
        guard try await !isThere(label, &trial) else { return .init(answer: answer, assertions: []) }
        let assertions: [ProofAssertion] = [
            .different(step: label, other: earlier, ignoring: ReadingComparison.shape),
            .statusNot(step: label, isIn: [401, 429, 500, 502, 503, 504]),
            .bodyLacks(step: label, text: object.visibleMarkers.first ?? object.id),
        ]
        return .init(answer: answer, assertions: trial.holds(assertions) ? assertions : [])
    }

    /// Whether the owner reads the thing.
    func isThere(_ label: String, _ trial: inout ProofTrial) async throws -> Bool {
        context.isSuccess(try await trial.send(label, reading, as: observer))
    }
}
