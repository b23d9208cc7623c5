//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds deals whose price the buyer sets.
public struct ClientPriceCheck: ActiveCheck, ExclusiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.flow.client-price",
        title: "The client sets what it pays",
        severity: .high,
        category: .unrestrictedAccessToSensitiveBusinessFlows,
        weaknesses: [.cwe(602)],
        remediation: """
            Take prices, discounts and totals from the server's own data, and ignore or refuse what a client sends in \
            their place.
            """,
        explanation: """
            Makes a thing without a price, so that the server sets it, and another one with a price of 1 in the request, \
            in a member that the document describes as optional or that only answers have. The flaw counts only if the \
            second thing, read back, costs less than the first: where the document describes the member, by another number \
            than that member, which may be stored for information. That a client sets a state or a flag is what \
            `bopla.mass-create` looks for.
            """,
        profile: .active
    )

    let isBurst = false
    private static let most = 4

    public init() {}

    /// A place that may hold a price.
    struct Place: Sendable, Hashable {
        var point: InsertionPoint
        var name: String
        /// Whether the document describes it as part of the request.
        var isDocumented: Bool
    }

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        guard let resource = context.resources.resource(madeBy: operation), let read = resource.read else {
            throw CheckSkipped("it makes nothing that can be read")
        }
        let documented = Self.documentedPlaces(of: operation, in: context)
        var trial = context.trial()
        let party = try await trial.flowParty("actor")
        let reading = context.request(for: read, as: party.identityName)
        func withoutPrices(_ request: OperationRequest) -> OperationRequest {
            documented.reduce(request) { $0.removing($1.point) }
        }
        let control = try await trial.create(resource, named: "control", by: party, change: withoutPrices)
        let ordinary = try await trial.send("control is read", reading.about(control), by: party)
        guard context.isSuccess(ordinary) else { throw CheckSkipped("what was made cannot be read") }
        let prices = Self.prices(in: ordinary).filter { $0.value > 1 }
        guard !prices.isEmpty else { throw CheckSkipped("the server sets no price") }
        let places = documented + Self.answeredPlaces(prices, control.recipe.request, documented)
        guard !places.isEmpty else { throw CheckSkipped("there is no place for a price") }
        for (number, place) in places.prefix(Self.most).enumerated() {
            var attempt = trial
            let name = "attack\(number + 1)"
            let object: ProofObject
            do {
                object = try await attempt.create(resource, named: name, by: party) {
                    withoutPrices($0).setting(place.point, to: Self.value(for: place))
                }
            } catch is CheckSkipped {
                continue  // It is refused, as it should be.
            }
            let step = "\(name) is read"
            let answered = Self.prices(in: try await attempt.send(step, reading.about(object), by: party))
            let fallen = prices.sorted { $0.key < $1.key }.first { pointer, price in
                guard let now = answered[pointer], now < price * 0.9, now >= 0 else { return false }
                return !place.isDocumented || !Self.isNamed(place.name, pointer)
            }
            guard let fallen, let now = answered[fallen.key] else { continue }
            let proof = attempt.proof(
                [
                    .memberFell(
                        step: step,
                        pointer: fallen.key,
                        since: "control is read",
                        by: (fallen.value - now) * 0.99
                    )
                ],
                attacks: [object.createLabel]
            )
            guard let proof else { continue }
            return [
                metadata.finding(
                    at: operation.location(at: place.point),
                    summary: "The request's own \(place.name) is taken: \(fallen.key) is read back lower.",
                    evidenceClass: "effect",
                    proof: proof
                )
            ]
        }
        return []
    }

    /// The optional members of the request that are called prices.
    static func documentedPlaces(of operation: APIOperation, in context: CheckContext) -> [Place] {
        BodyField.all(of: operation, context.description.schemas).filter {
            $0.isNumeric && !$0.isRequired && !$0.words.isDisjoint(with: FlowWords.prices)
        }
        .map { Place(point: $0.point, name: $0.name, isDocumented: true) }
    }

    /// The prices of the answer, at the same places of the request.
    private static func answeredPlaces(
        _ prices: [String: Double],
        _ request: OperationRequest,
        _ documented: [Place]
    ) -> [Place] {
        guard case .json(let json, _) = request.body else { return [] }
        // `{"data": {…}}` around what is answered, `{"post": {…}}` around what is sent.
        let envelope =
            json.members.count == 1 && !(json.members.first?.value.members.isEmpty ?? true)
            ? "/" + JSONPointer.escape(json.members[0].name) : ""
        return prices.keys.sorted().compactMap { pointer in
            var tokens = pointer.split(separator: "/").map(String.init)
            // The innermost object is the thing, or an element of a list of its parts.
            let isPart = tokens.count >= 3 && tokens[tokens.count - 2].allSatisfy(\.isNumber)
            tokens = Array(tokens.suffix(isPart ? 3 : 1))
            let point = InsertionPoint(.body, envelope + "/" + tokens.joined(separator: "/"))
            guard let name = tokens.last, !documented.contains(where: { $0.point == point }),
                request.value(at: point) == nil
            else { return nil }
            return Place(point: point, name: name, isDocumented: false)
        }
    }

    /// The prices in an answer, by pointer.
    static func prices(in response: ProbeResponse) -> [String: Double] {
        var found: [String: Double] = [:]
        for leaf in JSONValue(parsingJSON: response.body)?.leaves.prefix(1_000) ?? [] {
            let words = FlowWords.words(of: leaf.pointer)
            guard !words.isDisjoint(with: FlowWords.prices), !words.contains("discount") else { continue }
            switch leaf.value {
            case .integer(let value): found[leaf.pointer] = Double(value)
            case .number(let value): found[leaf.pointer] = value
            default: continue
            }
        }
        return found
    }

    private static func value(for place: Place) -> JSONValue {
        FlowWords.words(of: place.name).contains("discount") ? .integer(99) : .integer(1)
    }

    private static func isNamed(_ name: String, _ pointer: String) -> Bool {
        pointer.split(separator: "/").last.map(String.init) == name
    }
}
