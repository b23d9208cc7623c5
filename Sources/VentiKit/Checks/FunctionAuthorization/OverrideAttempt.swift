//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// One way of saying another method than the one that is sent, tried on an object that is made for it.
struct OverrideAttempt: Sendable {
    let resource: APIResource
    let read: APIOperation
    /// The method that is meant.
    let method: String
    /// The operation of that method, where the document has it.
    let target: APIOperation?
    let owner: String
    let actor: ProofParty
    let context: CheckContext

    /// What came of an attempt.
    enum Outcome {
        /// The actor may do it directly, so that there is nothing to get around.
        case permitted
        /// It was not done, or cannot be told.
        case undone
        /// The proof that the actor gets done by an override what it is refused directly.
        case done(Proof)
    }

    func outcome(with overrides: [MethodOverride]) async throws -> Outcome {
        var trial = context.trial()
        let object = try await trial.create(resource, named: "object", by: .identity(owner))
        let reading = context.request(for: read, as: owner).about(object)
        let seen = ObservedDeletion(context: context, observer: owner, object: object, reading: reading)
        guard try await seen.isThere("\(owner) reads before", &trial) else { return .undone }
        var request = context.request(for: target ?? read, as: owner).about(object)
        request.method = method
        let places = MarkerPlaces.places(in: request, context.description.schemas).prefix(4)
        guard method == "DELETE" || !places.isEmpty else { return .undone }
        var markers: [String] = []
        for (number, place) in places.enumerated() {
            let longest = place.longest.map { min($0, 16) }
            markers.append(trial.make(FreshValue("overrideText\(number)", place.kind, maximumLength: longest)))
            request = request.setting(place.point, to: .string(markers[number]))
        }

        let direct = try await trial.send("direct", request, by: actor)
        guard !direct.isSuccess else { return .permitted }
        var plain = request
        plain.method = "POST"
        try await trial.send("without override", plain, by: actor)
        guard try await !hasEffect("\(owner) reads between", seen, markers, &trial) else { return .undone }
        let overridden = overrides.reduce(request) { $1.apply(method, to: $0) }
        if method == "DELETE" {
            let between = "\(owner) reads between"
            let result = try await seen.delete("override", overridden, by: actor, since: between, trial: &trial)
            guard result.isEffective else { return .undone }
            let refusal = ProofAssertion.statusNot(step: "direct", isIn: Array(200..<300))
            return Self.outcome(trial.proof([refusal] + result.assertions, controls: ["direct"]))
        }
        try await trial.send("override", overridden, by: actor)
        guard try await hasEffect("\(owner) reads after", seen, markers, &trial),
            let shown = markers.first(where: { trial.holds(.bodyContains(step: "\(owner) reads after", text: $0)) })
        else { return .undone }
        let proof = trial.proof(
            [
                .statusNot(step: "direct", isIn: Array(200..<300)),
                .bodyLacks(step: "\(owner) reads between", text: shown),
                .bodyContains(step: "\(owner) reads after", text: shown),
            ],
            controls: ["direct", "\(owner) reads between"]
        )
        return Self.outcome(proof)
    }

    private static func outcome(_ proof: Proof?) -> Outcome { proof.map(Outcome.done) ?? .undone }

    /// Whether the object is gone, or shows one of the markers.
    private func hasEffect(
        _ label: String,
        _ seen: ObservedDeletion,
        _ markers: [String],
        _ trial: inout ProofTrial
    ) async throws -> Bool {
        let isThere = try await seen.isThere(label, &trial)
        if method == "DELETE" { return !isThere }
        return markers.contains { trial.holds(.bodyContains(step: label, text: $0)) }
    }
}
