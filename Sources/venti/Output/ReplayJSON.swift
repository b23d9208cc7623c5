//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The results of a replay for programs.
struct ReplayJSON: Encodable {
    struct Result: Encodable {
        var id: String
        var fingerprint: String
        var check: String
        var severity: String
        var operation: String
        /// `still-there`, `fixed` or `cannot-tell`.
        var outcome: String
        /// The step that was answered otherwise.
        var step: String?
        var expected: String?
        var observed: String?
        var reason: String?
        /// What to give to find out.
        var mend: String?
    }

    struct Summary: Encodable {
        var stillThere: Int
        var fixed: Int
        var cannotTell: Int
        var notReplayed: Int
    }

    var formatVersion = 1
    var target: String
    var results: [Result]
    var summary: Summary

    init(_ results: [ReplayResult], _ summary: ReplaySummary, target: String) {
        self.target = target
        self.results = results.map(Result.init)
        self.summary = Summary(
            stillThere: summary.stillThere,
            fixed: summary.fixed,
            cannotTell: summary.unknown,
            notReplayed: summary.total - results.count
        )
    }

    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}

extension ReplayJSON.Result {
    init(_ result: ReplayResult) {
        let finding = result.finding
        id = finding.fingerprint.shortForm
        fingerprint = finding.fingerprint.rawValue
        check = finding.checkID.rawValue
        severity = finding.severity.rawValue
        operation = finding.location.operationName
        switch result.outcome {
        case .stillThere: outcome = "still-there"
        case .fixed(let difference):
            outcome = "fixed"
            step = difference.step
            expected = difference.expected
            observed = difference.observed
        case .cannotTell(let reason, let mend):
            outcome = "cannot-tell"
            self.reason = reason
            self.mend = mend.map(ReplayText.words)
        }
    }
}
