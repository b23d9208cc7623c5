//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A request that reads something for one identity and is refused to another, or to nobody in particular: the place to
/// try ways around the refusal at.
struct DeniedReading: Sendable {
    /// The request, by whom it is permitted to.
    let reached: ReachedRequest
    let permitted: String
    /// Who is refused; `nil` for nobody in particular.
    let denied: String?
    /// What the permitted identity is answered, and what changes in it from one answer to the next.
    let baseline: StableBaseline
    let status: Int

    /// Who is refused, in words.
    var deniedName: String { denied ?? "whoever shows no credential" }

    /// Finds one, and begins a trial with what is known of it: the permitted answer and the refusal.
    ///
    /// - Throws: ``CheckSkipped`` where nobody is refused what another is given.
    static func find(
        _ operation: APIOperation,
        in context: CheckContext,
        trial: inout ProofTrial
    ) async throws -> DeniedReading {
        guard OperationEffect(of: operation, schemas: context.description.schemas) == .readOnly,
            operation.method == "GET"
        else { throw CheckSkipped("the operation does not read") }
        guard let permitted = context.reachers(of: operation).first,
            let reached = context.reached(operation, as: permitted)
        else { throw CheckSkipped("no identity got a 2xx answer") }
        // An identity that is refused says more than nobody: its credential is good.
        let candidates = context.identities.filter { context.isRefused(operation, as: $0) }.map(Optional.some) + [nil]
        guard let denied = candidates.first(where: { context.isRefused(operation, as: $0) }) else {
            throw CheckSkipped("nobody is refused")
        }
        let baseline = try await context.baseline(for: reached)
        guard baseline.isStable, baseline.response.holdsData, context.isSuccess(baseline.response) else {
            throw CheckSkipped("the permitted answer is empty or differs each time")
        }
        try await trial.send("permitted asks", reached.request, as: permitted)
        let refused = try await trial.send("denied asks", reached.request, as: denied)
        guard [401, 403].contains(refused.status) else { throw CheckSkipped("nobody is refused") }
        return DeniedReading(
            reached: reached,
            permitted: permitted,
            denied: denied,
            baseline: baseline,
            status: refused.status
        )
    }

    /// Sends a request in the name of who is refused, and says whether it gets the permitted answer.
    func isOpened(
        by request: OperationRequest,
        label: String,
        isExact: Bool = true,
        trial: inout ProofTrial
    ) async throws -> Bool {
        let answer = try await trial.send(label, request, as: denied)
        guard answer.isSuccess else { return false }
        return trial.holds(.equivalent(step: label, other: "permitted asks", ignoring: mask(isExact)))
    }

    /// What proves that a step got the permitted answer and the controls did not.
    ///
    /// - Parameter isExact: Whether values count, or only the shape.
    func assertions(opened label: String, controls: [String], isExact: Bool = true) -> [ProofAssertion] {
        [
            .status(step: "denied asks", isIn: [status]),
            .equivalent(step: label, other: "permitted asks", ignoring: mask(isExact)),
        ]
            + controls.map { .different(step: $0, other: "permitted asks", ignoring: mask(isExact)) }
    }

    private func mask(_ isExact: Bool) -> ResponseMask { isExact ? baseline.mask : ReadingComparison.shape }
}
