//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// Two lists of findings that should be the same.
struct FindingComparison {
    let expected: [Finding]
    let found: [Finding]

    /// What differs, as a problem of the rule; empty where nothing does.
    func problems(_ rule: String) -> [ConformanceProblem] {
        let expected = Set(expected.map(Self.line))
        let found = Set(found.map(Self.line))
        guard expected != found else { return [] }
        let lines =
            expected.subtracting(found).sorted().map { "missing: \($0)" }
            + found.subtracting(expected).sorted().map { "added: \($0)" }
        return [ConformanceProblem(rule, lines.prefix(10).joined(separator: "\n"))]
    }

    /// All of a finding that does not depend on when the target answered.
    private static func line(_ finding: Finding) -> String {
        "\(finding.severity.rawValue) \(finding.confidence) \(finding.checkID) "
            + "\(finding.location.operationName) \(finding.fingerprint): \(finding.summary)"
    }
}
