//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An answer that shows the thing after it was made or changed.
struct PropertyReading: Sendable {
    /// The number of the view, the same for the same way of looking.
    var view: Int
    /// The label of the step of the proof.
    var step: String
    var response: ProbeResponse
    /// The text by which the thing is known among others, as a placeholder; `nil` where the answer is about it alone.
    var anchor: String?

    /// The object that is about the thing.
    ///
    /// - Parameter names: Names that the object has, by which it is told from what is wrapped around it.
    func object(sharing names: Set<String>, in trial: ProofTrial) -> (pointer: String, value: JSONValue)? {
        guard let json = JSONValue(parsingJSON: response.body) else { return nil }
        if let anchor {
            return json.object(holding: trial.filled(anchor), depth: 0).map { ("", $0) }
        }
        var best: (pointer: String, value: JSONValue, count: Int)?
        func visit(_ value: JSONValue, _ pointer: String, _ depth: Int) {
            guard depth < 5, case .object(let members) = value else { return }
            let count = members.count { names.contains($0.name) }
            if count > best?.count ?? -1 { best = (pointer, value, count) }
            for member in members { visit(member.value, "\(pointer)/\(JSONPointer.escape(member.name))", depth + 1) }
        }
        visit(json, "", 0)
        return best.map { ($0.pointer, $0.value) }
    }

    /// Where a property of the thing is, and what it is; the value is `nil` where the thing is there without it.
    func sighting(of name: String, sharing names: Set<String>, in trial: ProofTrial) -> PropertySighting? {
        guard let object = object(sharing: names, in: trial) else { return nil }
        let place: PropertySighting.Place =
            if let anchor {
                .beside(name: name, text: anchor)
            } else {
                .pointer("\(object.pointer)/\(JSONPointer.escape(name))")
            }
        return PropertySighting(place: place, step: step, value: object.value[name])
    }
}

/// A property of a thing in an answer.
struct PropertySighting: Sendable {
    enum Place: Sendable, Hashable {
        case pointer(String)
        case beside(name: String, text: String)
    }

    var place: Place
    var step: String
    var value: JSONValue?

    /// Says that the property has this value.
    func equals(_ text: String) -> ProofAssertion {
        switch place {
        case .pointer(let pointer): .memberEquals(step: step, pointer: pointer, value: text)
        case .beside(let name, let anchor):
            .memberBesideEquals(step: step, name: name, besideText: anchor, value: text)
        }
    }

    /// Says that the property has another value or is not there.
    func differs(from text: String) -> ProofAssertion {
        switch place {
        case .pointer(let pointer): .memberDiffers(step: step, pointer: pointer, value: text)
        case .beside(let name, let anchor):
            .memberBesideDiffers(step: step, name: name, besideText: anchor, value: text)
        }
    }
}
