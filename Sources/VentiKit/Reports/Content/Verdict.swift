//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What a report comes to, in words for whoever decides.
struct Verdict: Sendable {
    /// How the band looks.
    enum Tone: String, Sendable {
        case good, bad, unclear
    }

    let tone: Tone
    let title: String
    let explanation: String

    /// - Parameters:
    ///   - digest: The findings.
    ///   - failOn: The least severity of a finding that fails, or `nil` where findings never do.
    ///   - newOnly: Whether findings pass that the baseline has.
    init(_ digest: ReportDigest, failOn: Severity?, newOnly: Bool = false) {
        let report = digest.head
        let failing = digest.proven(atLeast: failOn ?? .high, newOnly: newOnly)
        let new = newOnly ? "new " : ""
        let least = (failOn ?? .high).rawValue
        let reach = "\(report.reachWords) answered with 2xx."
        if report.coverage.reachedCount == 0 {
            tone = .unclear
            title = "This scan says nothing."
            explanation = "No operation answered with 2xx, so nothing was tested. The absence of findings is no result."
        } else if failing > 0 {
            tone = failOn == nil ? .unclear : .bad
            title =
                failOn == nil
                ? "\(failing.counted("\(new)proven flaw")) of severity \(least) or worse." : "Fix before release."
            let noun = failing == 1 ? "flaw" : "flaws"
            explanation =
                "\(failing.grouped) \(new)\(noun) of severity \(least) or worse \(failing == 1 ? "is" : "are") proven. "
                + reach
        } else if report.outcome == .failed || report.outcome == .cancelled {
            tone = .unclear
            title = "The scan did not get to its end."
            explanation = "What it found until then is below: \(report.outcomeDetail ?? report.outcome.words). \(reach)"
        } else if report.outcome != .completed || report.coverage.fraction < 0.5 {
            tone = .unclear
            title = "No \(new)flaw of severity \(least) or worse is proven, but much was not tested."
            explanation = "\(reach) \(report.outcomeDetail ?? "")"
        } else {
            tone = .good
            title = "No \(new)flaw of severity \(least) or worse is proven."
            let known = digest.proven(atLeast: failOn ?? .high, newOnly: false)
            let left = "\(known.counted("flaw")) that the baseline has \(known == 1 ? "is" : "are") left."
            let rest = known == 0 ? "" : " \(left)"
            explanation = "\(reach)\(rest) This holds for what was tested, and no further: see what was not."
        }
    }
}
