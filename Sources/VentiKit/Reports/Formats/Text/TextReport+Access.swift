//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension TextReport {
    /// Who could call what, where that differs: a column for each identity. Empty for fewer than two identities.
    func accessLines(_ matrix: AccessMatrix) -> [String] {
        guard matrix.identities.count > 2 else { return [] }
        let shown = matrix.identities.prefix(Self.maximumColumns)
        let differing = matrix.operations.filter { access in
            let tried = access.cells.map(\.outcome).filter { $0 != .notTried }
            return Set(tried).count > 1
        }
        guard !differing.isEmpty || !matrix.objects.isEmpty else { return [] }
        let widths = shown.map { min(max($0.name.count, 4), 10) }
        func row(_ texts: [String], _ operation: String) -> String {
            let cells = zip(texts, widths).map { Self.padded(cut($0, to: $1), $1) }
            let used = widths.reduce(0) { $0 + $1 + 2 }
            return cells.joined(separator: "  ") + "  "
                + cut(operation, to: max(16, lineWidth - 12 - used))
        }
        var rows: [String] = []
        if !differing.isEmpty {
            rows.append(row(shown.map(\.name), ""))
            for access in differing.prefix(Self.maximumRows) {
                let cells = shown.map { person in access.cells.first { $0.identity == person.name } }
                rows.append(row(cells.map { Self.word(for: $0?.outcome ?? .notTried) }, access.operation))
            }
            let rest = differing.count - Self.maximumRows
            if rest > 0 { rows.append("… \(rest) more operations in the JSON report") }
            let hidden = matrix.identities.count - shown.count
            if hidden > 0 { rows.append("… \(hidden) more identities in the JSON report") }
        }
        let foreign = matrix.objects.filter { $0.actor != $0.owner }
        if !foreign.isEmpty {
            let allowed = foreign.count { $0.outcome == .allowed }
            rows.append("things of others: \(foreign.count) tries, \(allowed) of them allowed")
        }
        return rows.enumerated().map { index, text in
            "  " + style.paint(Self.padded(index == 0 ? "Access" : "", 10), .label) + style.safe(text)
        }
    }

    private static func word(for outcome: AccessOutcome) -> String {
        switch outcome {
        case .allowed: "yes"
        case .denied: "no"
        case .failed: "fail"
        case .notTried: "-"
        }
    }

    private static let maximumColumns = 6
    private static let maximumRows = 24
}
