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
    let signatures: SignatureLibrary

    init(responses: [String: [ProbeResponse]], signatures: SignatureLibrary = .default) {
        self.responses = responses
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
        case .bodyContains(let step, let text): all(step) { $0.bodyText.contains(text) }
        case .bodyLacks(let step, let text): all(step) { !$0.bodyText.contains(text) }
        case .bodyMatches(let step, let signature): all(step) { signatures.match(signature, in: $0.body) != nil }
        case .bodyMatchesNot(let step, let signature): all(step) { signatures.match(signature, in: $0.body) == nil }
        case .propertyDisclosed(let step, let property): all(step) { DisclosedProperty.isDisclosed(property, in: $0) }
        case .headerEquals(let step, let name, let value):
            all(step) { $0.headers[name]?.lowercased() == value.lowercased() }
        case .headerContains(let step, let name, let text):
            all(step) { $0.headers[name]?.lowercased().contains(text.lowercased()) ?? false }
        case .headerAbsent(let step, let name): all(step) { !$0.headers.contains(name) }
        case .cookieLacks(let step, let name, let attribute):
            all(step) { response in
                response.headers.values(of: "set-cookie").compactMap { SetCookie($0) }
                    .contains { $0.name == name && !$0.has(attribute) }
            }
        case .equivalent(let step, let other, let mask): pairs(step, other) { $0.isEquivalent(to: $1, mask: mask) }
        case .different(let step, let other, let mask): pairs(step, other) { !$0.isEquivalent(to: $1, mask: mask) }
        case .slower(let step, let other, let milliseconds):
            pairs(step, other) { $0.timeToFirstByte >= $1.timeToFirstByte + .milliseconds(milliseconds) }
        }
    }

    private func all(_ step: String, _ holds: (ProbeResponse) -> Bool) -> Bool {
        guard let responses = responses[step], !responses.isEmpty else { return false }
        return responses.allSatisfy(holds)
    }

    private func pairs(_ step: String, _ other: String, _ holds: (ProbeResponse, ProbeResponse) -> Bool) -> Bool {
        guard let left = responses[step], let right = responses[other], !left.isEmpty, !right.isEmpty else {
            return false
        }
        return left.allSatisfy { first in right.allSatisfy { holds(first, $0) } }
    }
}
