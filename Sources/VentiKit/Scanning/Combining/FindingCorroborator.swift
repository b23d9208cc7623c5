//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Compares what other scanners report with what VentiKit's own checks proved, or did not find, at the same place.
///
/// Another scanner's word becomes `confirmed` only by a proof of ours: a check for the same weakness, at the same
/// operation and place in the request. Where our checks for it ran to their end and found nothing, the report says so and
/// the finding stays, as tentative: neither tool is always right.
struct FindingCorroborator: Sendable {
    private let proven: [String: [Finding]]
    private let coverage: [String: OperationCoverage]
    private let checks: [CheckMetadata]
    /// Entries of the CWE list that name so much that two flaws with one of them need not be alike: configuration, exposed
    /// information, a missing protection.
    private static let broad: Set<Weakness> = [.cwe(16), .cwe(200), .cwe(693)]

    /// Makes a corroborator.
    ///
    /// - Parameters:
    ///   - report: The report of VentiKit's own scanner.
    ///   - checks: The checks that it has.
    init(_ report: ScanReport, checks: CheckSet) {
        proven = Dictionary(
            grouping: report.findings.filter { $0.confidence > .tentative },
            by: \.location.operationName
        )
        coverage = Dictionary(
            report.coverage.operations.map { ($0.operation, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        self.checks = checks.checks.map(\.metadata)
    }

    /// The finding with what the checks say of it.
    ///
    /// - Parameter finding: What another scanner reports.
    func judged(_ finding: Finding) -> Finding {
        var finding = finding
        let weaknesses = Set(finding.weaknesses).subtracting(Self.broad)
        let place = finding.location.operationName
        let places = finding.affectedOperations.isEmpty ? [place] : [place] + finding.affectedOperations
        if let proof = proof(of: weaknesses, at: finding.location.insertionPoint, in: places) {
            finding.confidence = max(finding.confidence, proof.confidence)
            finding.proof = finding.proof ?? proof.proof
            finding.corroboration = Corroboration(
                .reproduced,
                checks: [proof.checkID],
                reason: "\(proof.checkID.shortName) proved it at \(proof.location.operationName)."
            )
            return finding
        }
        let kind = checks.filter { !Set($0.weaknesses).isDisjoint(with: weaknesses) }.map(\.id)
        let ran = kind.filter { id in places.contains { coverage[$0]?.checksRun.contains(id) == true } }
        if !ran.isEmpty {
            finding.confidence = .tentative
            finding.corroboration = Corroboration(
                .notReproduced,
                checks: ran,
                reason: "\(ran.map(\.shortName).joined(separator: ", ")) ran there to the end and did not find it."
            )
        } else {
            let reason =
                kind.isEmpty ? "no check looks for this weakness" : "no check for this weakness ran there to its end"
            finding.corroboration = Corroboration(.notTried, reason: "It was not tried: \(reason).")
        }
        return finding
    }

    private func proof(of weaknesses: Set<Weakness>, at point: InsertionPoint?, in places: [String]) -> Finding? {
        places.lazy.flatMap { proven[$0] ?? [] }.first { candidate in
            let other = candidate.location.insertionPoint
            return !Set(candidate.weaknesses).isDisjoint(with: weaknesses)
                && (point == nil || other == nil || point?.matches(other) == true)
        }
    }
}

extension InsertionPoint {
    /// Whether both are the same place: a member of a body is named by its pointer or, by other tools, by its name alone.
    fileprivate func matches(_ other: InsertionPoint?) -> Bool {
        guard let other, location == other.location else { return false }
        return name == other.name || name.split(separator: "/").last == other.name.split(separator: "/").last
    }
}
