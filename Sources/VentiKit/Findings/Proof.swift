//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What shows that a flaw is there: requests that were sent, what came back, and what had to hold.
///
/// A proof is complete: a `ProofReplayer` can send its steps again and evaluate its assertions from the saved value
/// alone, given the identities by name. Credentials are never part of it.
public struct Proof: Sendable, Hashable, Codable {
    /// What is made anew each time the proof is carried out.
    public var freshValues: [FreshValue]
    /// The requests, in the order in which they are sent.
    public var steps: [ProofStep]
    /// What must hold of the responses. A proof without assertions proves nothing and is refused.
    public var assertions: [ProofAssertion]

    /// A proof of requests in their order, and of what must hold for the responses.
    public init(freshValues: [FreshValue] = [], steps: [ProofStep], assertions: [ProofAssertion]) {
        self.freshValues = freshValues
        self.steps = steps
        self.assertions = assertions
    }
}

/// One request of a proof, how often it is sent, and what came back when the flaw was found.
public struct ProofStep: Sendable, Hashable, Codable {
    /// What the request is for, such as `control` or `true condition`. Unique within a proof; assertions name it.
    public var label: String
    /// The identity in whose name the request is sent, or `nil` for nobody.
    public var identity: String?
    /// How the identity's token is changed before it is sent, for proofs about tokens.
    public var tokenMutation: TokenMutation?
    /// How often the request is sent, at least 1. Assertions about a step hold for every response to it.
    public var repetitions: Int
    /// Whether the repetitions are sent at once instead of one after another.
    public var isParallel: Bool
    /// What later steps use of the response.
    public var captures: [ProofCapture]
    /// What the step is in the proof, where its assertions do not say it; see ``Proof/decidingSteps``.
    public var role: Role?
    /// The request with credentials replaced by placeholders.
    public var request: RecordedRequest
    /// The response when the flaw was found, redacted and cut to a bound; `nil` where none came.
    public var response: RecordedResponse?

    /// A request of a proof, under a label that assertions use.
    public init(
        label: String,
        identity: String? = nil,
        tokenMutation: TokenMutation? = nil,
        repetitions: Int = 1,
        isParallel: Bool = false,
        captures: [ProofCapture] = [],
        role: Role? = nil,
        request: RecordedRequest,
        response: RecordedResponse? = nil
    ) {
        self.label = label
        self.identity = identity
        self.tokenMutation = tokenMutation
        self.repetitions = repetitions
        self.isParallel = isParallel
        self.captures = captures
        self.role = role
        self.request = request
        self.response = response
    }
}
