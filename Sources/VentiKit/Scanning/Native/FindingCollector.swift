//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Gathers findings as they come, each flaw once.
///
/// Where the same flaw comes twice, the more severe one is kept, then the one seen earlier in the scan's order of
/// purposes, then the one with the smaller request: which exchange came first by chance does not matter. The
/// operations that either affects are put together.
struct FindingCollector: Sendable {
    /// A finding and when it was found.
    struct Entry: Sendable {
        var finding: Finding
        var purpose: HTTPExchange.Purpose
        /// The number of the exchange at which it was found.
        var number: Int

        /// Whether the document alone shows it.
        fileprivate var isOfDocument: Bool { purpose == .reach && number == 0 }
    }

    private(set) var entries: [Fingerprint: Entry] = [:]
    /// The most findings that one scan keeps.
    static let maximumFindings = 10_000

    var count: Int { entries.count }

    /// The findings of which the document is the proof.
    var ofDocument: Set<Fingerprint> { Set(entries.filter(\.value.isOfDocument).keys) }

    /// Takes a finding for which nothing was sent.
    mutating func addFromDocument(_ finding: Finding) { add(finding, purpose: .reach, number: 0) }

    mutating func add(_ finding: Finding, purpose: HTTPExchange.Purpose, number: Int) {
        let fingerprint = finding.fingerprint
        guard var known = entries[fingerprint] else {
            if entries.count < Self.maximumFindings {
                entries[fingerprint] = Entry(finding: finding, purpose: purpose, number: number)
            }
            return
        }
        let affected = Set(known.finding.affectedOperations + finding.affectedOperations).sorted()
        if Self.isBetter(finding, purpose, than: known) {
            known = Entry(finding: finding, purpose: purpose, number: number)
        }
        known.finding.affectedOperations = affected
        entries[fingerprint] = known
    }

    /// Takes back what was found from this exchange on, because the target was no longer itself.
    mutating func discard(from number: Int) -> Int {
        let poisoned = entries.filter { $0.value.number > number && $0.value.purpose == .attack }
        for fingerprint in poisoned.keys { entries[fingerprint] = nil }
        return poisoned.count
    }

    /// The findings in the order of a report.
    var findings: [Finding] {
        entries.map { (finding: $1.finding, key: FindingOrderKey($1.finding, fingerprint: $0)) }
            .sorted { $0.key < $1.key }
            .map(\.finding)
    }

    private static func isBetter(_ finding: Finding, _ purpose: HTTPExchange.Purpose, than known: Entry) -> Bool {
        if finding.severity != known.finding.severity { return finding.severity > known.finding.severity }
        if rank(purpose) != rank(known.purpose) { return rank(purpose) < rank(known.purpose) }
        return order(finding) < order(known.finding)
    }

    private static func rank(_ purpose: HTTPExchange.Purpose) -> Int {
        switch purpose {
        case .reach: 0
        case .control: 1
        case .setup: 2
        case .attack: 3
        case .replay: 4
        }
    }

    private static func order(_ finding: Finding) -> String {
        guard let step = finding.proof?.steps.first else { return "" }
        return "\(step.request.target.utf8.count + 100_000) \(step.request.method) \(step.request.target) "
            + "\(step.identity ?? "") \(step.request.body ?? "")"
    }
}
