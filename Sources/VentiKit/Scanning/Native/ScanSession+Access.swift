//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ScanSession {
    /// Who could do what so far.
    func accessMatrix() -> AccessMatrix {
        let (reached, coverage, objects, softErrors) = withState {
            ($0.reached, $0.coverage, $0.objectAccess, $0.softErrors)
        }
        let people = [nil] + sessions.map { Optional($0.identity) }
        return AccessMatrix(
            identities: people.map { .init(name: $0?.name ?? AccessMatrix.anonymous, role: $0?.role) },
            operations: description.operations.map { operation in
                let attempts = coverage[operation.id]?.attempts ?? []
                let cells = people.map { person in
                    let name = person?.name ?? AccessMatrix.anonymous
                    return Self.cell(
                        name,
                        attempts.first { $0.identity == name },
                        reached[operation.id]?[person?.name ?? ""]?.response,
                        softErrors
                    )
                }
                return OperationAccess(operation: operation.id, cells: Self.refining(cells))
            },
            objects: objects.values.sorted {
                ($0.object, $0.owner, $0.actor, $0.verb.rawValue) < ($1.object, $1.owner, $1.actor, $1.verb.rawValue)
            }
        )
    }

    /// Notes what somebody could do with somebody's thing; of several attempts, the one that says most stays.
    func noteAccess(_ access: ObjectAccess) {
        var key = access
        key.outcome = .notTried
        withState { state in
            var noted = access
            noted.outcome = access.outcome.merged(with: state.objectAccess[key]?.outcome ?? .notTried)
            state.objectAccess[key] = noted
        }
    }

    /// What the declared policy says and the target does not do: who may and cannot. What they can and may not is for
    /// the check `bfla.policy`.
    func noteRefusalsAgainstPolicy() {
        let policy = AccessPolicy(rules: policy.accessRules)
        guard !policy.rules.isEmpty else { return }
        let matrix = accessMatrix()
        var notes: [ScanDiagnostic] = []
        for rule in policy.rules
        where !description.operations.contains(where: { OperationSelection.matches(rule.operations, $0) }) {
            notes.append(ScanDiagnostic(.warning, "The access rule for \(rule.operations) fits no operation."))
        }
        for (operation, access) in zip(description.operations, matrix.operations) {
            for (person, cell) in zip(matrix.identities, access.cells) where cell.outcome == .denied {
                let isNobody = person.name == AccessMatrix.anonymous
                let verdict =
                    isNobody
                    ? policy.verdictOnNobody(operation) : policy.verdict(on: operation, role: person.role)
                guard verdict == .may else { continue }
                let who = person.role.map { "\(person.name) (role \($0))" } ?? person.name
                let status = cell.status.map { ", status \($0)" } ?? ""
                notes.append(
                    ScanDiagnostic(
                        .note,
                        "\(operation.id) is denied to \(who)\(status), though the access policy allows it."
                    )
                )
            }
        }
        withState { $0.diagnostics += notes }
    }

    private static func cell(
        _ name: String,
        _ attempt: OperationCoverage.Attempt?,
        _ response: ProbeResponse?,
        _ softErrors: SoftErrorModel
    ) -> OperationAccess.Cell {
        guard let status = response?.status ?? attempt?.bestStatus else {
            return .init(identity: name, outcome: attempt.map { $0.requests > 0 } ?? false ? .failed : .notTried)
        }
        let outcome = response.map { AccessOutcome($0, softErrors: softErrors) } ?? AccessOutcome(status: status)
        return .init(identity: name, status: status, outcome: outcome)
    }

    /// A failure that is answered 2xx is a refusal where others are answered otherwise.
    private static func refining(_ cells: [OperationAccess.Cell]) -> [OperationAccess.Cell] {
        guard cells.contains(where: { $0.outcome == .allowed }) else { return cells }
        return cells.map { cell in
            var cell = cell
            if cell.outcome == .failed, let status = cell.status, (200..<300).contains(status) {
                cell.outcome = .denied
            }
            return cell
        }
    }
}
