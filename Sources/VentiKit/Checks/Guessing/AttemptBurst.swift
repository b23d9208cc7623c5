//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What the answers to many attempts in a row say about a limit.
enum AttemptBurst {
    /// The status codes by which an attempt is refused for being one too many.
    static let refusals = [423, 429, 503, 509]

    /// Whether the last answers differ from the first, or come markedly later.
    static func isShaped(_ responses: [ProbeResponse]) -> Bool {
        guard let first = responses.first, let last = responses.last else { return true }
        if first.status != last.status { return true }
        if !first.isEquivalent(to: last, mask: ProtectedOperation.shape) { return true }
        let third = max(1, responses.count / 3)
        func median(_ part: ArraySlice<ProbeResponse>) -> Duration {
            let times = part.map(\.timeToFirstByte).sorted()
            return times[times.count / 2]
        }
        let early = median(responses.prefix(third)[...])
        let late = median(responses.suffix(third)[...])
        return late > early * 3 + .milliseconds(100)
    }

    /// The pace that was asked for, not the one measured, so that two runs say the same.
    static func pace(_ policy: ScanPolicy) -> String {
        policy.requestsPerSecond.map { "at \(Int($0.rounded(.up))) a second" } ?? "without a pause"
    }
}
