//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds out which undocumented properties a request writes, and proves it (CWE-915).
///
/// The thing is made or changed once without them and once with them, and read back through another operation each
/// time: only a property that then has the written value, and had another one without, counts. A name that no API has
/// goes along: where that is kept too, the API keeps whatever it is sent, and a property must show without being written.
struct PropertyWriting: Sendable {
    /// A property and the value that it is written with.
    struct Assignment: Sendable {
        var candidate: PropertyCandidate
        var value: JSONValue
        /// The number of the view that shows it.
        var view = 0
    }

    /// What was found.
    struct Outcome: Sendable {
        var accepted: [PropertyCandidate]
        var proof: Proof

        /// The accepted names, quoted.
        var names: String { accepted.map { "\"\($0.name)\"" }.joined(separator: ", ") }
        var severity: Severity { accepted.map(\.kind).max()?.severity ?? .low }
    }

    let context: CheckContext
    var writer: any PropertyWriter
    /// Whether the properties are sent as a form, which must write what JSON does not.
    var isForm = false

    private static let maximumTogether = 24
    private static let maximumAlone = 8
    private static let decoy = "ventiUnknown"

    /// - Parameter isWanted: Which candidates to try.
    /// - Throws: ``CheckSkipped`` where nothing can be tried.
    func run(_ isWanted: (PropertyCandidate) -> Bool) async throws -> Outcome? {
        var trial = context.trial()
        var writer = writer
        try await writer.prepare(&trial)
        let control = try await writer.write("control", views: nil, in: &trial, change: encoded)
        guard !control.isEmpty else { throw CheckSkipped("no operation shows what was written") }
        let candidates = PropertyCandidates(
            for: writer.base,
            reads: writer.reads,
            siblings: writer.siblings,
            identifiers: writer.identifiers,
            in: context.description
        )
        let names = candidates.requestNames
        let seen = control.flatMap { $0.object(sharing: names, in: trial)?.value.members ?? [] }
        let wanted = candidates.all(seen: seen, generic: writer.genericNames).filter(isWanted)
        let assignments = wanted.prefix(Self.maximumTogether).compactMap { candidate -> Assignment? in
            let value = control.lazy.compactMap { $0.sighting(of: candidate.name, sharing: names, in: trial)?.value }
                .first
            return ProbeValue.make(for: candidate, control: value) { trial.make($0) }
                .map { Assignment(candidate: candidate, value: $0) }
        }
        guard !assignments.isEmpty else {
            throw CheckSkipped("no property is known that the request does not document")
        }
        let search = Search(writer: writer, control: control, names: names, writing: self)
        var accepted = try await search.accepted(assignments, in: &trial)
        if isForm, !accepted.isEmpty {
            let json = try await writer.write("json", views: nil, in: &trial) { Self.setting(accepted, in: $0) }
            accepted.removeAll { search.view($0, in: json, trial) != nil }
        }
        guard !accepted.isEmpty else { return nil }
        return try await prove(accepted, names)
    }

    /// Writes once more without and with exactly what was accepted, as the steps of the proof.
    private func prove(_ accepted: [Assignment], _ names: Set<String>) async throws -> Outcome? {
        var trial = context.trial()
        var writer = writer
        // The same texts are made anew for the proof.
        for assignment in accepted { ProbeValue.remake(assignment.value, of: assignment.candidate, in: &trial) }
        let views = Set(accepted.map(\.view))
        try await writer.prepare(&trial)
        let control = try await writer.write("control", views: views, in: &trial, change: encoded)
        let json =
            isForm ? try await writer.write("json", views: views, in: &trial) { Self.setting(accepted, in: $0) } : []
        let probe = try await writer.write("probe", views: views, in: &trial) {
            encoded(Self.setting(accepted, in: $0))
        }
        var originals: [JSONValue.Member] = []
        var assertions: [ProofAssertion] = []
        var proven: [PropertyCandidate] = []
        for assignment in accepted {
            guard let text = assignment.value.scalarText else { continue }
            for reading in probe {
                guard let without = control.first(where: { $0.view == reading.view }),
                    let before = without.sighting(of: assignment.candidate.name, sharing: names, in: trial),
                    let after = reading.sighting(of: assignment.candidate.name, sharing: names, in: trial)
                else { continue }
                var own: [ProofAssertion] = [
                    .status(step: without.step, isIn: [without.response.status]),
                    before.differs(from: text), after.equals(text),
                ]
                let other = json.first { $0.view == reading.view }?
                    .sighting(of: assignment.candidate.name, sharing: names, in: trial)
                if let other { own.append(other.differs(from: text)) }
                guard trial.holds(own) else { continue }
                assertions += own.filter { !assertions.contains($0) }
                proven.append(assignment.candidate)
                if let value = before.value { originals.append(.init(assignment.candidate.name, value)) }
                break
            }
        }
        try await writer.restore(originals, after: "probe", in: &trial)
        return trial.proof(
            assertions,
            controls: (control + json).map(\.step),
            attacks: ["create probe", "change probe", "register probe", "log in probe"],
            keepsAllSteps: true
        )
        .map { Outcome(accepted: proven, proof: $0) }
    }

    fileprivate func encoded(_ request: OperationRequest) -> OperationRequest {
        isForm ? request.asForm ?? request : request
    }

    fileprivate static func setting(_ assignments: [Assignment], in request: OperationRequest) -> OperationRequest {
        assignments.reduce(request) { $0.adding($1.candidate.name, $1.value) }
    }
}

extension PropertyWriting {
    /// Tries assignments, all at once where the API lets it, or else the likeliest one by one.
    private struct Search {
        let writer: any PropertyWriter
        let control: [PropertyReading]
        let names: Set<String>
        let writing: PropertyWriting

        func accepted(_ assignments: [Assignment], in trial: inout ProofTrial) async throws -> [Assignment] {
            let decoy = Assignment(
                candidate: PropertyCandidate(name: PropertyWriting.decoy),
                value: .string(trial.make(.marker("decoy", longest: nil)))
            )
            do {
                let probe = try await write(assignments + [decoy], "together", in: &trial)
                let keepsAll = view(decoy, in: probe, trial) != nil
                let found = assignments.compactMap { shown($0, in: probe, keepsAll: keepsAll, trial) }
                try await writer.restore(originals(found, trial), after: "together", in: &trial)
                return found
            } catch is CheckSkipped {
                return try await acceptedAlone(assignments, decoy, in: &trial)
            }
        }

        private func acceptedAlone(
            _ assignments: [Assignment],
            _ decoy: Assignment,
            in trial: inout ProofTrial
        ) async throws -> [Assignment] {
            var keepsAll = false
            do {
                keepsAll = view(decoy, in: try await write([decoy], "decoy", in: &trial), trial) != nil
            } catch is CheckSkipped {
                // An API that refuses what it does not know keeps nothing of it.
            }
            var found: [Assignment] = []
            for (number, assignment) in assignments.prefix(PropertyWriting.maximumAlone).enumerated() {
                do {
                    let name = "alone\(number)"
                    let probe = try await write([assignment], name, in: &trial)
                    guard let shown = shown(assignment, in: probe, keepsAll: keepsAll, trial) else { continue }
                    found.append(shown)
                    try await writer.restore(originals([assignment], trial), after: name, in: &trial)
                } catch is CheckSkipped {
                    continue
                }
            }
            return found
        }

        private func write(
            _ assignments: [Assignment],
            _ name: String,
            in trial: inout ProofTrial
        ) async throws -> [PropertyReading] {
            try await writer.write(name, views: nil, in: &trial) {
                writing.encoded(PropertyWriting.setting(assignments, in: $0))
            }
        }

        /// The assignment with the view that shows it, where it counts.
        private func shown(
            _ assignment: Assignment,
            in probe: [PropertyReading],
            keepsAll: Bool,
            _ trial: ProofTrial
        ) -> Assignment? {
            guard let view = view(assignment, in: probe, trial) else { return nil }
            guard !keepsAll || controlValue(of: assignment, trial) != nil else { return nil }
            var assignment = assignment
            assignment.view = view
            return assignment
        }

        /// The view that shows the written value where the control shows another one or none.
        func view(_ assignment: Assignment, in probe: [PropertyReading], _ trial: ProofTrial) -> Int? {
            guard let text = assignment.value.scalarText.map(trial.filled) else { return nil }
            return probe.first { reading in
                guard let without = control.first(where: { $0.view == reading.view }),
                    let before = without.sighting(of: assignment.candidate.name, sharing: names, in: trial),
                    let after = reading.sighting(of: assignment.candidate.name, sharing: names, in: trial)
                else { return false }
                return after.value?.scalarText == text && before.value?.scalarText != text
            }?.view
        }

        private func controlValue(of assignment: Assignment, _ trial: ProofTrial) -> JSONValue? {
            control.lazy.compactMap { $0.sighting(of: assignment.candidate.name, sharing: names, in: trial)?.value }
                .first
        }

        private func originals(_ assignments: [Assignment], _ trial: ProofTrial) -> [JSONValue.Member] {
            assignments.compactMap { assignment in
                controlValue(of: assignment, trial).map { .init(assignment.candidate.name, $0) }
            }
        }
    }
}
