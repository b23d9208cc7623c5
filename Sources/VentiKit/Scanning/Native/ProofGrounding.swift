//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Makes a proof look up the ids that it names, where one of the API's lists shows them.
///
/// An id that the target gave out is another one after a restart, on another host or for other accounts. Looked up, the
/// proof says what is meant: the first card of alice, whatever its number is.
struct ProofGrounding: Sendable {
    let session: ScanSession

    /// An id in a proof, and where it is shown.
    private struct Place {
        var value: String
        var name: String
        var identity: String?
        var request: OperationRequest
        var pointer: String
    }

    private static let maximumLookups = 4

    /// The proof with steps before it that look up its ids; the proof itself where no list shows one.
    func grounded(_ proof: Proof) -> Proof {
        let made = Set(proof.freshValues.map(\.name) + proof.steps.flatMap { $0.captures.map(\.name) })
        var places: [Place] = []
        for step in proof.steps {
            for (name, value) in ids(of: step.request) where !places.contains(where: { $0.value == value }) {
                guard places.count < Self.maximumLookups,
                    let place = place(of: value, called: name, for: step.identity),
                    !made.contains(Self.valueName(name, places.count))
                else { continue }
                places.append(place)
            }
        }
        guard !places.isEmpty else { return proof }
        var grounded = proof
        for (number, place) in places.enumerated() {
            let placeholder = FreshValue.placeholder(Self.valueName(place.name, number))
            for index in grounded.steps.indices {
                grounded.steps[index].request = Self.replacing(
                    place.value,
                    by: placeholder,
                    in: grounded.steps[index].request
                )
            }
        }
        grounded.steps = places.enumerated().map { lookup($1, $0) } + grounded.steps
        return grounded
    }

    private static func valueName(_ name: String, _ number: Int) -> String {
        "known\(number)" + name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    private func lookup(_ place: Place, _ number: Int) -> ProofStep {
        let name = Self.valueName(place.name, number)
        return ProofStep(
            label: "find \(place.name)\(number == 0 ? "" : " \(number + 1)")",
            identity: place.identity,
            captures: [ProofCapture(name, from: .body(pointer: place.pointer), fallback: place.value)],
            request: session.redactor.record(ProofValues.template(place.request.render()))
        )
    }

    /// The values of a request's path, and of the members of its body that are called ids.
    private func ids(of request: RecordedRequest) -> [(name: String, value: String)] {
        guard
            let operation = RequestPath.operation(
                in: session.description,
                method: request.method,
                target: request.target
            )
        else { return [] }
        var found = RequestPath.values(in: request.target, of: operation.path).sorted { $0.key < $1.key }
            .map { (name: $0.key, value: $0.value) }
        let body = request.body.flatMap { JSONValue(parsingJSON: Array($0.utf8)) }
        for leaf in (body?.leaves ?? []).prefix(50) {
            let name = leaf.pointer.split(separator: "/").last.map(String.init) ?? ""
            guard ObjectReference.isID(name), case .string(let text) = leaf.value else { continue }
            found.append((name, text))
        }
        return found.filter { $0.value.utf8.count >= 2 && !$0.value.contains("{{") }
    }

    /// Where a list shows the id: one of the step's identity, or else of another.
    private func place(of value: String, called name: String, for identity: String?) -> Place? {
        let names = [identity].compactMap(\.self) + session.identityNames.filter { $0 != identity }
        for identity in names {
            for operation in session.description.operations
            where operation.method == "GET" && !operation.path.contains("{")
                && session.effect(of: operation) == .readOnly
            {
                guard let reached = session.reached(operation.id, as: identity), reached.response.isSuccess,
                    let json = JSONValue(parsingJSON: reached.response.body)
                else { continue }
                let leaf = json.leaves.prefix(500).first { leaf in
                    leaf.value.scalarText == value && Self.isID(leaf.pointer, called: name)
                }
                guard let leaf else { continue }
                return Place(
                    value: value,
                    name: name,
                    identity: identity,
                    request: reached.request,
                    pointer: leaf.pointer
                )
            }
        }
        return nil
    }

    /// Whether a member may hold the id that goes by a name.
    private static func isID(_ pointer: String, called name: String) -> Bool {
        let member = IdentifierCandidates.fold(pointer.split(separator: "/").last.map(String.init) ?? "")
        let wanted = IdentifierCandidates.fold(name)
        return member == wanted || ["id", "uuid", "slug"].contains(member)
            || wanted.hasSuffix(member) && ["number", "code", "key", "handle", "name"].contains(member)
    }

    private static func replacing(
        _ value: String,
        by placeholder: String,
        in request: RecordedRequest
    ) -> RecordedRequest {
        var request = request
        let encoded = PercentEncoding.encode(value)
        let halves = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init
        )
        let path = (halves.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
            .map { $0 == encoded || $0 == value ? placeholder : String($0) }.joined(separator: "/")
        request.target = ([path] + halves.dropFirst()).joined(separator: "?")
        request.body = request.body.map { $0.replacing("\"\(value)\"", with: "\"\(placeholder)\"") }
        return request
    }
}
