//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The requests by which the effect of a flow is read back: what it is about, who asks, and what they have (oracle P7).
struct FlowReadings: Sendable {
    /// A number that grew between two moments.
    struct Growth: Sendable, Hashable {
        /// What was read, such as `GET /wallet`.
        var reading: String
        var pointer: String
        var amount: Double
    }

    private static let most = 5
    private let requests: [(name: String, request: OperationRequest)]
    let party: ProofParty

    /// Chooses what to read: the flow's objects first, then what the party has.
    init(about objects: [ProofObject], by party: ProofParty, in context: CheckContext) {
        var requests: [(name: String, request: OperationRequest)] = []
        for object in objects {
            guard let read = object.recipe.resource.read else { continue }
            let request = context.request(for: read, as: party.identityName).about(object)
            requests.append(("\(object.name), \(read.id)", request))
        }
        for operation in Self.ownings(in: context) {
            // What nobody got an answer to, an account made now will not get either.
            guard context.reachedByAnyone(operation) != nil else { continue }
            requests.append((operation.id, context.request(for: operation, as: party.identityName)))
        }
        self.requests = Array(requests.prefix(Self.most))
        self.party = party
    }

    var isEmpty: Bool { requests.isEmpty }

    /// The operations that say what somebody has, without naming a thing in the path.
    private static func ownings(in context: CheckContext) -> [APIOperation] {
        let profile = context.accountOperations.profile
        let purses = context.description.operations.filter { operation in
            guard operation.method == "GET", !operation.path.contains("{"), operation.requiresCredential,
                !profile.contains(where: { $0.id == operation.id }),
                OperationEffect(of: operation, schemas: context.description.schemas) == .readOnly
            else { return false }
            let words = Set(
                operation.path.split(separator: "/").suffix(1).flatMap { Words.split(String($0)) }
                    .map(Words.singular)
            )
            if !words.isDisjoint(with: FlowWords.holdings.union(["account", "loyalty", "cart", "basket", "coupon"])) {
                return true
            }
            return operation.responses.contains { status, response in
                status.hasPrefix("2")
                    && response.contents.contains { content in
                        content.schema.map { schema in
                            FlatSchema(schema, in: context.description.schemas).fields.contains {
                                !$0.schema.types.isDisjoint(with: [.integer, .number])
                                    && !FlowWords.words(of: $0.pointer).isDisjoint(with: FlowWords.holdings)
                            }
                        } ?? false
                    }
            }
        }
        return purses + profile
    }

    /// Reads everything, as steps of the proof.
    func read(_ moment: String, _ trial: inout ProofTrial) async throws {
        for (name, request) in requests { try await trial.send(Self.label(name, moment), request, by: party) }
    }

    static func label(_ reading: String, _ moment: String) -> String { "\(reading) \(moment)" }

    /// The numbers that did not change by themselves and then grew.
    func growths(
        from before: String,
        steady: String,
        to after: String,
        in trial: ProofTrial
    ) -> [Growth] {
        requests.flatMap { name, _ -> [Growth] in
            guard let first = trial.responses(to: Self.label(name, before)).first,
                let second = trial.responses(to: Self.label(name, steady)).first,
                let third = trial.responses(to: Self.label(name, after)).first,
                trial.context.isSuccess(first), trial.context.isSuccess(third)
            else { return [] }
            return NumericChange.all(from: first, steady: second, to: third)
                .filter { $0.amount > 0 && Self.counts($0.pointer) }
                .map { Growth(reading: name, pointer: $0.pointer, amount: $0.amount) }
        }
    }

    /// Whether a number says something: elements of lists change their places, and some numbers grow with every request.
    private static func counts(_ pointer: String) -> Bool {
        !pointer.split(separator: "/").contains { $0.allSatisfy(\.isNumber) }
            && FlowWords.words(of: pointer).isDisjoint(with: FlowWords.noise)
    }

    /// Where a text that the party was given stands, for the place of a request that takes it.
    func source(
        of field: BodyField,
        at moment: String,
        in trial: ProofTrial
    ) -> (request: OperationRequest, pointer: String)? {
        let wanted = IdentifierCandidates.fold(field.name)
        for (name, request) in requests {
            guard let response = trial.responses(to: Self.label(name, moment)).first,
                let json = JSONValue(parsingJSON: response.body)
            else { continue }
            for leaf in json.leaves.prefix(1_000) {
                guard case .string(let text) = leaf.value, !text.isEmpty else { continue }
                let tokens = leaf.pointer.split(separator: "/").filter { !$0.allSatisfy(\.isNumber) }
                let member = IdentifierCandidates.fold(tokens.last.map(String.init) ?? "")
                let parent = IdentifierCandidates.fold(tokens.dropLast().last.map(String.init) ?? "")
                if member == wanted || parent + member == wanted { return (request, leaf.pointer) }
            }
        }
        return nil
    }
}

extension FlowReadings.Growth {
    /// That it grew by this share of what was seen; the rest is for rounding.
    func grew(_ after: String, since before: String, times: Double = 1) -> ProofAssertion {
        .memberGrew(
            step: FlowReadings.label(reading, after),
            pointer: pointer,
            since: FlowReadings.label(reading, before),
            by: amount * times * 0.99
        )
    }

    /// That it did not grow.
    func didNotGrow(_ after: String, since before: String) -> ProofAssertion {
        .memberFell(
            step: FlowReadings.label(reading, after),
            pointer: pointer,
            since: FlowReadings.label(reading, before),
            by: 0
        )
    }
}
