//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An operation that an identity reaches and nobody else does: the place to try tokens at.
struct ProtectedOperation: Sendable {
    let reached: ReachedRequest
    let identity: String

    /// Finds the request and makes sure that the credential counts: with it 2xx, without it not.
    ///
    /// - Throws: ``CheckSkipped`` where no identity reaches the operation, or nobody's request is answered alike.
    static func find(
        _ operation: APIOperation,
        in context: CheckContext,
        trial: inout ProofTrial
    ) async throws -> ProtectedOperation {
        let (identity, reached) = try candidate(operation, in: context)
        let valid = try await trial.send("valid", reached.request, as: identity)
        let anonymous = try await trial.send("anonymous", reached.request, as: nil)
        guard valid.isSuccess, !context.softErrors.isFailure(valid) else {
            throw CheckSkipped("the identity's own request failed")
        }
        let isDenied = !anonymous.isSuccess || context.softErrors.isFailure(anonymous)
        guard isDenied || !anonymous.isEquivalent(to: valid, mask: shape) else {
            throw CheckSkipped("the operation answers the same without a credential")
        }
        return ProtectedOperation(reached: reached, identity: identity)
    }

    /// The identity that the operation is tried with, and its request.
    ///
    /// - Throws: ``CheckSkipped`` where no identity reaches the operation.
    static func candidate(
        _ operation: APIOperation,
        in context: CheckContext
    ) throws -> (identity: String, reached: ReachedRequest) {
        for identity in context.identities {
            if let reached = context.reached(operation, as: identity), reached.response.isSuccess {
                return (identity, reached)
            }
        }
        throw CheckSkipped("no identity got a 2xx answer")
    }

    /// Only the shape of answers counts: values differ between users and moments.
    static let shape = ResponseMask(comparesShapeOnly: true)

    /// That a step was answered as the valid token was, and nobody was not.
    static func accepted(_ step: String) -> [ProofAssertion] {
        [
            .equivalent(step: step, other: "valid", ignoring: shape),
            .different(step: "anonymous", other: "valid", ignoring: shape),
        ]
    }
}
