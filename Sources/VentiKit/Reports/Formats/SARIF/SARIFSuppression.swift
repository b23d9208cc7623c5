//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SARIF {
    /// Whether a result is new against a baseline.
    ///
    /// The state `absent` is not written: GitHub closes an alert that is no longer in the file, and would show one that is
    /// there in any state.
    enum BaselineState: String, Codable {
        case new, unchanged
    }

    /// A decision, made outside of the code, that a result is to count for nothing.
    struct Suppression: Codable {
        var kind = "external"
        var status = "accepted"
        var justification: String
        /// Where the decision is written down.
        var location: Location?
    }
}

extension SARIF.ResultWriter {
    /// Says what is known of a result already.
    func judge(_ result: inout SARIF.Result, _ triage: FindingTriage, _ entry: FindingTriage.Entry?) {
        if triage.baseline != nil { result.baselineState = entry?.since == nil ? .new : .unchanged }
        result.suppressions = (entry?.acceptance).map { [suppression($0)] } ?? []
    }

    private func suppression(_ acceptance: Acceptance) -> SARIF.Suppression {
        let by = acceptance.by.map { " by \($0)" } ?? ""
        let text = "\(acceptance.reason) (accepted\(by) until \(acceptance.until))"
        return SARIF.Suppression(
            justification: Self.withoutLinks(text).bounded(to: 1_000),
            location: acceptance.source.map { location(of: $0, length: 1) }
        )
    }
}
