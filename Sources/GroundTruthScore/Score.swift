//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VulnerableAPIs

/// How many flaws there are, how many were found, and what was found besides.
struct Score {
    private(set) var known = 0
    private(set) var foundKnown = 0
    private(set) var wrong = 0
    private(set) var requests = 0
    private(set) var missed: [Flaw] = []
    private(set) var unexpected: [Flaw] = []

    /// The share of the flaws that was found.
    var recall: Double { known == 0 ? 1 : Double(foundKnown) / Double(known) }
    /// The share of what was found that is a flaw.
    var precision: Double { foundKnown + wrong == 0 ? 1 : Double(foundKnown) / Double(foundKnown + wrong) }

    /// Counts the result of a scan of a flawed build, or of a part of it.
    mutating func count(_ result: ServiceScan.Result, family: String? = nil) {
        let truth = result.service.groundTruth.map { Flaw(check: $0.checkID, operation: $0.operation) }
            .filter { family == nil || $0.family == family }
        known += truth.count
        requests += result.report.statistics.requestsSent
        for flaw in truth {
            let isFound =
                flaw.operation == "*"
                ? result.found.contains { $0.check == flaw.check } : result.found.contains(flaw)
            if isFound { foundKnown += 1 } else { missed.append(flaw) }
        }
        let everywhere = Set(truth.filter { $0.operation == "*" }.map(\.check))
        for places in result.findings {
            guard let place = places.first, family == nil || place.family == family else { continue }
            let isKnown = everywhere.contains(place.check) || places.contains(where: truth.contains)
            guard !isKnown else { continue }
            wrong += 1
            unexpected.append(place)
        }
    }
}
