//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A request of a business flow in which every object that it names was made in the proof, so that the proof can be
/// carried out any number of times.
struct FlowRequest: Sendable {
    let party: ProofParty
    /// What the path and the body name.
    let objects: [ProofObject]
    var request: OperationRequest
    let readings: FlowReadings

    /// Whether something of the flow was made in the proof: an object, or the account that goes through it.
    var isFresh: Bool {
        if case .account = party { return true }
        return !objects.isEmpty
    }

    /// Makes what the request of an operation names, and reads everything twice, as `<name> before` and
    /// `<name> before, again`.
    ///
    /// - Throws: ``CheckSkipped`` where the object of the path cannot be made.
    static func prepare(
        _ operation: APIOperation,
        named name: String,
        by party: ProofParty,
        in context: CheckContext,
        trial: inout ProofTrial
    ) async throws -> FlowRequest {
        var request = context.request(for: operation, as: party.identityName)
        var objects: [ProofObject] = []
        if operation.path.contains("{") {
            guard let resource = context.resources.resource(of: operation) else {
                throw CheckSkipped("what the path names is not recognised")
            }
            let object = try await trial.create(resource, named: name, by: party)
            request = request.about(object)
            objects.append(object)
        }
        let references = ObjectReference.all(in: request, of: operation, context.resources).filter {
            $0.point.location == .body && context.recipe(for: $0.resource, as: party.identityName) != nil
        }
        for (number, reference) in references.prefix(3).enumerated() {
            let object = try await trial.create(reference.resource, named: "\(name)Object\(number)", by: party)
            request = request.setting(reference.point, to: .string(object.id))
            objects.append(object)
        }
        let readings = FlowReadings(about: objects, by: party, in: context)
        try await readings.read("before \(name)", &trial)
        for field in BodyField.all(of: operation, context.description.schemas).prefix(40) {
            guard field.schema.types.contains(.string), !field.words.isDisjoint(with: FlowWords.codes),
                !references.contains(where: { $0.point == field.point }),
                let source = readings.source(of: field, at: "before \(name)", in: trial)
            else { continue }
            let capture = ProofCapture("\(name)Code", from: .body(pointer: source.pointer))
            try await trial.send("find \(field.name) for \(name)", source.request, by: party, captures: [capture])
            request = request.setting(field.point, to: .string(FreshValue.placeholder("\(name)Code")))
            break
        }
        try await readings.read("before \(name), again", &trial)
        return FlowRequest(party: party, objects: objects, request: request, readings: readings)
    }

    /// The numbers that grew from before a flow to this moment.
    func growths(_ name: String, to moment: String, in trial: ProofTrial) -> [FlowReadings.Growth] {
        readings.growths(from: "before \(name)", steady: "before \(name), again", to: moment, in: trial)
    }
}

extension ProofTrial {
    /// Who goes through a flow: an account that the proof registers, or the first identity where nobody can register.
    mutating func flowParty(_ name: String) async throws -> ProofParty {
        if try await context.registeredAccount() != nil { return .account(try await register(name)) }
        guard let identity = context.identities.first else { throw CheckSkipped("no identity is there to try with") }
        return .identity(identity)
    }
}
