//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Decides whether a proof's assertions hold for live responses.
struct ProofEvaluation {
    /// The responses to each step, by its label.
    let responses: [String: [ProbeResponse]]
    /// What the placeholders in assertions stand for.
    let values: ProofValues
    /// What the tokens of the steps show, by the steps' labels.
    let observations: [String: Set<String>]
    let signatures: SignatureLibrary

    init(
        responses: [String: [ProbeResponse]],
        values: ProofValues = ProofValues(),
        observations: [String: Set<String>] = [:],
        signatures: SignatureLibrary = .default
    ) {
        self.responses = responses
        self.values = values
        self.observations = observations
        self.signatures = signatures
    }

    /// The first assertion that does not hold, or `nil` where all do. A proof without assertions fails as a whole.
    func firstFailure(of assertions: [ProofAssertion]) -> ProofAssertion? {
        assertions.first { !holds($0) }
    }

    /// Whether an assertion holds for every response to the steps it names. Without a response it does not.
    func holds(_ assertion: ProofAssertion) -> Bool {
        switch assertion {
        case .status(let step, let codes): all(step) { codes.contains($0.status) }
        case .statusNot(let step, let codes): all(step) { !codes.contains($0.status) }
        case .bodyContains(let step, let text): all(step, text) { $0.bodyText.contains($1) }
        case .bodyLacks(let step, let text): all(step, text) { !$0.bodyText.contains($1) }
        case .bodyMatches(let step, let signature): all(step) { signatures.match(signature, in: $0.body) != nil }
        case .bodyMatchesNot(let step, let signature): all(step) { signatures.match(signature, in: $0.body) == nil }
        case .propertyDisclosed(let step, let property): all(step) { DisclosedProperty.isDisclosed(property, in: $0) }
        case .headerEquals(let step, let name, let value):
            all(step) { $0.headers[name]?.lowercased() == value.lowercased() }
        case .headerContains(let step, let name, let text):
            all(step) { $0.headers[name]?.lowercased().contains(text.lowercased()) ?? false }
        case .headerAbsent(let step, let name): all(step) { !$0.headers.contains(name) }
        case .memberEquals(let step, let pointer, let value):
            all(step, value) { Self.member(pointer, of: $0)?.scalarText == $1 }
        case .memberDiffers(let step, let pointer, let value):
            all(step, value) { Self.member(pointer, of: $0)?.scalarText != $1 }
        case .memberBesideEquals(let step, let name, let text, let value):
            all(step, value) { beside(text, in: $0)?[name]?.scalarText == $1 }
        case .memberBesideDiffers(let step, let name, let text, let value):
            all(step, value) { response, value in
                beside(text, in: response).map { $0[name]?.scalarText != value } ?? false
            }
        case .memberGrew(let step, let pointer, let other, let amount):
            pairs(step, other) { Self.difference(pointer, $0, $1).map { $0 >= amount } ?? false }
        case .memberFell(let step, let pointer, let other, let amount):
            pairs(step, other) { Self.difference(pointer, $1, $0).map { $0 >= amount } ?? false }
        case .countAlike(let step, let other, let count): alike(step, other).map { $0 >= count } ?? false
        case .cookieLacks(let step, let name, let attribute):
            all(step) { response in
                response.headers.values(of: "set-cookie").compactMap { SetCookie($0) }
                    .contains { $0.name == name && !$0.has(attribute) }
            }
        case .equivalent(let step, let other, let mask): pairs(step, other) { $0.isEquivalent(to: $1, mask: mask) }
        case .different(let step, let other, let mask): pairs(step, other) { !$0.isEquivalent(to: $1, mask: mask) }
        case .tokenShows(let step, let observation): observations[step]?.contains(observation) ?? false
        case .slower(let step, let other, let milliseconds):
            pairs(step, other) { $0.timeToFirstByte >= $1.timeToFirstByte + .milliseconds(milliseconds) }
        }
    }

    private func all(_ step: String, _ holds: (ProbeResponse) -> Bool) -> Bool {
        guard let responses = responses[step], !responses.isEmpty else { return false }
        return responses.allSatisfy(holds)
    }

    /// The same with a text of the assertion, filled in. One whose value is not there holds for nothing.
    private func all(_ step: String, _ text: String, _ holds: (ProbeResponse, String) -> Bool) -> Bool {
        let text = values.fill(text)
        guard !text.contains("{{$") else { return false }
        return all(step) { holds($0, text) }
    }

    /// How many of the responses to a step have the shape of the other step's; `nil` where one has none.
    private func alike(_ step: String, _ other: String) -> Int? {
        guard let responses = responses[step], let model = self.responses[other]?.first, !responses.isEmpty else {
            return nil
        }
        return responses.count { $0.isEquivalent(to: model, mask: ResponseMask(comparesShapeOnly: true)) }
    }

    private static func member(_ pointer: String, of response: ProbeResponse) -> JSONValue? {
        JSONValue(parsingJSON: response.body)?[pointer: pointer]
    }

    /// The innermost object of a body that holds a text of the assertion, filled in.
    private func beside(_ text: String, in response: ProbeResponse) -> JSONValue? {
        let text = values.fill(text)
        guard !text.isEmpty, !text.contains("{{$") else { return nil }
        return JSONValue(parsingJSON: response.body)?.object(holding: text, depth: 0)
    }

    private static func difference(_ pointer: String, _ later: ProbeResponse, _ earlier: ProbeResponse) -> Double? {
        guard let later = member(pointer, of: later)?.scalarText.flatMap(Double.init),
            let earlier = member(pointer, of: earlier)?.scalarText.flatMap(Double.init)
        else { return nil }
        return later - earlier
    }

    private func pairs(_ step: String, _ other: String, _ holds: (ProbeResponse, ProbeResponse) -> Bool) -> Bool {
        guard let left = responses[step], let right = responses[other], !left.isEmpty, !right.isEmpty else {
            return false
        }
        return left.allSatisfy { first in right.allSatisfy { holds(first, $0) } }
    }
}
