//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Whether somebody who should not gets the answer of somebody who may.
enum ReadingComparison {
    /// Only the shape of answers counts: values change from one moment to the next.
    static let shape = ResponseMask(comparesShapeOnly: true)

    /// The proof that somebody gets what a permitted identity gets, or `nil` where they do not.
    ///
    /// - Parameters:
    ///   - other: Who should not, or `nil` for nobody in particular. Where it is an identity, nobody must not get it:
    ///     what everybody gets is not a function of few.
    /// - Throws: ``CheckSkipped`` where the permitted identity gets nothing to compare with.
    static func proof(
        _ operation: APIOperation,
        permitted: String,
        other: String?,
        in context: CheckContext
    ) async throws -> Proof? {
        guard let reached = context.reached(operation, as: permitted), context.isSuccess(reached.response) else {
            throw CheckSkipped("\(permitted) got no 2xx answer")
        }
        var trial = context.trial()
        let allowed = try await trial.send("permitted asks", reached.request, as: permitted)
        guard context.isSuccess(allowed), allowed.holdsData else {
            throw CheckSkipped("the answer to \(permitted) holds nothing to compare with")
        }
        let answer = try await trial.send("other asks", reached.request, as: other)
        guard context.isSuccess(answer) else { return nil }
        var assertions: [ProofAssertion] = [
            .status(step: "other asks", isIn: [answer.status]),
            .equivalent(step: "other asks", other: "permitted asks", ignoring: shape),
        ]
        if other != nil {
            try await trial.send("nobody asks", reached.request, as: nil)
            assertions.append(.different(step: "nobody asks", other: "permitted asks", ignoring: shape))
        }
        return trial.proof(assertions, controls: ["nobody asks"])
    }
}

extension ProbeResponse {
    /// Whether the answer says something: a value at least, and no list in it is empty.
    var holdsData: Bool {
        guard isSuccess, !body.isEmpty else { return false }
        guard let json = JSONValue(parsingJSON: body) else { return bodyText.contains { !$0.isWhitespace } }
        return !json.leaves.isEmpty && !json.shape.contains("[]")
    }
}
