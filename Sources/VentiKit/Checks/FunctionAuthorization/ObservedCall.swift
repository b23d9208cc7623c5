//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A call of an operation that changes something, such that an identity can read what it did (oracle P7).
///
/// What is changed is made for the purpose, or has its values put back afterwards.
struct ObservedCall: Sendable {
    let operation: APIOperation
    /// Who reads what the call did.
    let observer: String
    let kind: Kind
    private let context: CheckContext
    private let request: OperationRequest
    private let places: [MarkerPlaces.Place]

    enum Kind: Sendable, Hashable {
        /// Changes one thing, which the observer makes before.
        case change(APIResource, read: APIOperation)
        /// Deletes one thing, which the observer makes before.
        case deletion(APIResource, read: APIOperation)
        /// Makes a thing, which then is in the observer's list.
        case creation(list: APIOperation)
        /// Changes the only thing of its kind, whose values are put back.
        case setting(read: APIOperation)
    }

    /// What came of a call.
    struct Result {
        var answer: ProbeResponse
        /// What proves its effect; empty where the observer saw none.
        var assertions: [ProofAssertion]

        var isEffective: Bool { !assertions.isEmpty }
    }

    /// - Throws: ``CheckSkipped`` where nothing would show an effect.
    init(_ operation: APIOperation, observedBy observer: String, in context: CheckContext) throws {
        self.operation = operation
        self.observer = observer
        self.context = context
        request = context.request(for: operation, as: observer)
        places = MarkerPlaces.places(in: request, context.description.schemas)
        kind = try Self.kind(of: operation, observer, in: context)
        if case .deletion = kind { return }
        guard !places.isEmpty else { throw CheckSkipped("the operation takes no free text") }
    }

    private static func kind(of operation: APIOperation, _ observer: String, in context: CheckContext) throws -> Kind {
        let same = context.description.operations.first { $0.path == operation.path && $0.method == "GET" }
        if let resource = context.resources.resource(of: operation), let read = resource.read,
            context.makers(of: resource).contains(observer)
        {
            if resource.isItem(operation) {
                return operation.method == "DELETE" ? .deletion(resource, read: read) : .change(resource, read: read)
            }
            if resource.actions.contains(where: { $0.id == operation.id }), same == nil, operation.method != "DELETE" {
                return .change(resource, read: read)
            }
        }
        guard let same, context.reached(same, as: observer).map({ context.isSuccess($0.response) }) ?? false else {
            throw CheckSkipped("nothing shows what the operation did")
        }
        if operation.method == "POST" { return .creation(list: same) }
        guard operation.method == "PUT" || operation.method == "PATCH" else {
            throw CheckSkipped("nothing shows what the operation did")
        }
        return .setting(read: same)
    }

    /// Makes the call, as steps of a proof.
    ///
    /// - Parameters:
    ///   - name: What the call is named in the proof; letters only.
    ///   - party: Who calls.
    func perform(_ name: String, by party: ProofParty, trial: inout ProofTrial) async throws -> Result {
        var markers: [String] = []
        var request = request
        for (number, place) in places.enumerated() {
            let fresh = FreshValue("\(name)Text\(number)", place.kind, maximumLength: place.longest.map { min($0, 16) })
            markers.append(trial.make(place.kind == .email ? FreshValue(fresh.name, .email) : fresh))
            request = request.setting(place.point, to: .string(markers[number]))
        }
        switch kind {
        case .change(let resource, let read):
            let object = try await trial.create(resource, named: name, by: .identity(observer))
            let reading = context.request(for: read, as: observer).about(object)
            return try await call(name, request.about(object), reading, markers, party, &trial)
        case .creation(let list):
            let reading = context.request(for: list, as: observer)
            return try await call(name, request, reading, markers, party, &trial)
        case .setting(let read): return try await set(name, request, read, markers, party, &trial)
        case .deletion(let resource, let read):
            let object = try await trial.create(resource, named: name, by: .identity(observer))
            let reading = context.request(for: read, as: observer).about(object)
            return try await ObservedDeletion(context: context, observer: observer, object: object, reading: reading)
                .perform(name, self.request.about(object), by: party, trial: &trial)
        }
    }

    private func call(
        _ name: String,
        _ request: OperationRequest,
        _ reading: OperationRequest,
        _ markers: [String],
        _ party: ProofParty,
        _ trial: inout ProofTrial
    ) async throws -> Result {
        let answer = try await trial.send("\(name) calls", request, by: party)
        guard context.isSuccess(answer) else { return Result(answer: answer, assertions: []) }
        let label = "\(observer) reads what \(name) did"
        let after = try await trial.send(label, reading, as: observer)
        guard context.isSuccess(after), let shown = markers.first(where: { after.bodyText.contains(trial.filled($0)) })
        else { return Result(answer: answer, assertions: []) }
        return Result(answer: answer, assertions: [.bodyContains(step: label, text: shown)])
    }

    /// Changes a setting and puts the values back that it had.
    private func set(
        _ name: String,
        _ request: OperationRequest,
        _ read: APIOperation,
        _ markers: [String],
        _ party: ProofParty,
        _ trial: inout ProofTrial
    ) async throws -> Result {
        let reading = context.request(for: read, as: observer)
        let known = context.reached(read, as: observer).flatMap { JSONValue(parsingJSON: $0.response.body) }
        var captures: [ProofCapture] = []
        var restoring = self.request
        for (number, point) in request.insertionPoints.filter({ $0.location == .body }).enumerated()
        where known?[pointer: point.name]?.isScalar ?? false {
            let capture = ProofCapture("\(name)Before\(number)", from: .body(pointer: point.name))
            captures.append(capture)
            restoring = restoring.setting(point, to: .string(FreshValue.placeholder(capture.name)))
        }
        guard !captures.isEmpty else { throw CheckSkipped("what the setting was before cannot be put back") }
        try await trial.send("\(observer) reads before \(name)", reading, as: observer, captures: captures)
        let result = try await call(name, request, reading, markers, party, &trial)
        if context.isSuccess(result.answer) {
            try await trial.send("\(observer) puts back after \(name)", restoring, as: observer)
        }
        return result
    }
}
