//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Whether somebody can call an operation who should not, measured by somebody who may.
struct FunctionComparison: Sendable {
    let operation: APIOperation
    /// Who may.
    let permitted: String
    /// Who should not; `nil` for nobody in particular.
    let other: String?
    let context: CheckContext

    /// Whether the operation only reads.
    var isReading: Bool { OperationEffect(of: operation, schemas: context.description.schemas) == .readOnly }

    /// The proof, or `nil` where they cannot.
    ///
    /// - Throws: ``CheckSkipped`` where there is nothing to measure by.
    func proof() async throws -> Proof? {
        if isReading {
            return try await ReadingComparison.proof(operation, permitted: permitted, other: other, in: context)
        }
        let call = try ObservedCall(operation, observedBy: permitted, in: context)
        var trial = context.trial()
        let tried = try await call.perform("other", by: ProofParty(other), trial: &trial)
        guard tried.isEffective else { return nil }
        let allowed = try await call.perform("permitted", by: .identity(permitted), trial: &trial)
        guard allowed.isEffective else { throw CheckSkipped("\(permitted)'s own call shows no effect") }
        return trial.proof(
            tried.assertions + allowed.assertions,
            controls: allowed.assertions.compactMap(\.steps.first)
        )
    }
}
