//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds payments and orders that take an amount below zero, and give where they should take.
public struct NegativeAmountCheck: ActiveCheck, ExclusiveCheck {
    public let metadata = CheckMetadata(
        id: "venti.flow.negative-amount",
        title: "An amount below zero turns a payment around",
        severity: .high,
        category: .unrestrictedAccessToSensitiveBusinessFlows,
        weaknesses: [.cwe(840), .cwe(1284)],
        remediation: """
            Check on the server that amounts and quantities are within their range before anything is computed from them, \
            and refuse a deal whose total is below zero.
            """,
        explanation: """
            Sums of money and numbers of things in a request are set below zero, where the document or their sense forbids \
            it. The flaw counts only if what the sender has, read before and after, grows by that and not by the ordinary \
            amount; or if the thing that was ordered is read back with a total below zero, where the ordinary one's is not. \
            Accounts and objects are made for it.
            """,
        profile: .active
    )

    let isBurst = false
    private static let most = 3

    public init() {}

    public func probe(_ operation: APIOperation, in context: CheckContext) async throws -> [Finding] {
        let fields = Self.fields(of: operation, in: context)
        guard !fields.isEmpty else { throw CheckSkipped("it takes no sum of money and no number of things") }
        var reason: CheckSkipped?
        for field in fields.prefix(Self.most) {
            for attempt in [fallenTotal, grownHolding] {
                do {
                    if let finding = try await attempt(operation, field, context) { return [finding] }
                } catch let skipped as CheckSkipped {
                    reason = reason ?? skipped
                }
            }
        }
        if let reason { throw reason }
        return []
    }

    /// The members of the body that may not be below zero: as the document says, or by what they are called.
    static func fields(of operation: APIOperation, in context: CheckContext) -> [BodyField] {
        guard ["POST", "PUT", "PATCH"].contains(operation.method) else { return [] }
        return BodyField.all(of: operation, context.description.schemas).filter { field in
            guard field.isNumeric, field.schema.minimum ?? 0 >= 0, !field.words.contains("id") else { return false }
            return !field.words.isDisjoint(with: FlowWords.money.union(FlowWords.quantity))
        }
    }

    /// The values to try, in the field's own type: the ordinary one below zero, and one more.
    static func values(for field: BodyField, ordinary: JSONValue?) -> [JSONValue] {
        let number: Double =
            switch ordinary {
            case .integer(let value): abs(Double(value))
            case .number(let value): abs(value)
            default: 1
            }
        let size = number == 0 ? 1 : number
        if field.schema.types.contains(.number) { return [.number(-size), .number(-1_000)] }
        return [.integer(-Int(min(size, 1e9))), .integer(-1_000)]
    }

    /// An order whose total falls below zero.
    private func fallenTotal(
        _ operation: APIOperation,
        _ field: BodyField,
        _ context: CheckContext
    ) async throws -> Finding? {
        guard let resource = context.resources.resource(madeBy: operation), let read = resource.read else { return nil }
        for number in 0..<2 {
            var trial = context.trial()
            let party = try await trial.flowParty("actor")
            let reading = context.request(for: read, as: party.identityName)
            let control = try await trial.create(resource, named: "control", by: party)
            let ordinary = try await trial.send("control is read", reading.about(control), by: party)
            guard context.isSuccess(ordinary) else { throw CheckSkipped("what was made cannot be read") }
            let value = Self.values(for: field, ordinary: control.recipe.request.value(at: field.point))[number]
            let attack: ProofObject
            do {
                attack = try await trial.create(resource, named: "attack", by: party) {
                    $0.setting(field.point, to: value)
                }
            } catch is CheckSkipped {
                continue  // It is refused, as it should be.
            }
            let answered = try await trial.send("attack is read", reading.about(attack), by: party)
            for (pointer, before) in Self.totals(in: ordinary, without: field) where before >= 0 {
                guard let after = Self.totals(in: answered, without: field)[pointer], after < 0 else { continue }
                let proof = trial.proof(
                    [
                        .memberFell(
                            step: "attack is read",
                            pointer: pointer,
                            since: "control is read",
                            by: before - after / 2
                        )
                    ],
                    attacks: [attack.createLabel]
                )
                guard let proof else { continue }
                return metadata.finding(
                    at: operation.location(at: field.point),
                    summary: "With \(field.name) below zero, \(pointer) is read back below zero.",
                    evidenceClass: "total",
                    proof: proof
                )
            }
        }
        return nil
    }

    /// What the sender has, and grows by what the sender should pay.
    private func grownHolding(
        _ operation: APIOperation,
        _ field: BodyField,
        _ context: CheckContext
    ) async throws -> Finding? {
        for number in 0..<2 {
            var trial = context.trial()
            let party = try await trial.flowParty("actor")
            let flow = try await FlowRequest.prepare(operation, named: "flow", by: party, in: context, trial: &trial)
            guard flow.isFresh || context.resources.resource(madeBy: operation)?.delete != nil else {
                throw CheckSkipped("neither an account nor an object can be made anew for it")
            }
            guard !flow.readings.isEmpty else { throw CheckSkipped("no operation reads what it may change") }
            let value = Self.values(for: field, ordinary: flow.request.value(at: field.point))[number]
            let answer = try await trial.send("below zero", flow.request.setting(field.point, to: value), by: party)
            guard context.isSuccess(answer) else { continue }
            try await flow.readings.read("after below zero", &trial)
            let grown = flow.growths("flow", to: "after below zero", in: trial).first { growth in
                !FlowWords.words(of: growth.pointer).isDisjoint(with: FlowWords.holdings)
                    && IdentifierCandidates.fold(growth.pointer.split(separator: "/").last.map(String.init) ?? "")
                        != IdentifierCandidates.fold(field.name)
            }
            guard let grown else { continue }
            // What an ordinary amount does as well is what the operation is for.
            try await trial.send("ordinary", flow.request, by: party)
            try await flow.readings.read("after ordinary", &trial)
            let proof = trial.proof(
                [
                    grown.grew("after below zero", since: "before flow"),
                    grown.didNotGrow("after ordinary", since: "after below zero"),
                ],
                attacks: ["below zero"]
            )
            guard let proof else { continue }
            return metadata.finding(
                at: operation.location(at: field.point),
                summary: "With \(field.name) below zero, \(grown.pointer) of \(grown.reading) grows.",
                severity: .critical,
                evidenceClass: "effect",
                proof: proof
            )
        }
        return nil
    }

    /// What a thing comes to, by pointer; the field that was sent is not looked at, for it may be nothing but an echo.
    static func totals(in response: ProbeResponse, without field: BodyField) -> [String: Double] {
        var found: [String: Double] = [:]
        for leaf in JSONValue(parsingJSON: response.body)?.leaves.prefix(1_000) ?? [] {
            let name = leaf.pointer.split(separator: "/").last.map(String.init) ?? ""
            guard IdentifierCandidates.fold(name) != IdentifierCandidates.fold(field.name),
                !FlowWords.words(of: leaf.pointer).isDisjoint(with: FlowWords.totals)
            else { continue }
            switch leaf.value {
            case .integer(let value): found[leaf.pointer] = Double(value)
            case .number(let value): found[leaf.pointer] = value
            default: continue
            }
        }
        return found
    }
}
