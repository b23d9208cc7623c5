//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Tells answers of the application from those of something that protects it (oracle P11), and sees when the target
/// can no longer keep up.
///
/// A response that is not ``HTTPExchange/Verdict/answered`` says nothing about the application. Resets in a row and a
/// rising latency are signs of the same, and ``pressure`` says so.
struct BlockClassifier: Sendable {
    /// Why the target should be given time.
    enum Pressure: Equatable, Sendable {
        /// That many connections in a row were closed without an answer.
        case resets(Int)
        /// The 95th percentile of the latest latencies is more than five times that of the first.
        case latency
    }

    private var consecutiveResets = 0
    private var baseline: [Duration] = []
    private var recent: [Duration] = []
    private var next = 0
    /// How many of the recent latencies are above what is tolerable.
    private var slowCount = 0

    /// How many exchanges make a baseline, and a window.
    static let windowLength = 40
    private static let resetsInARow = 3
    private static let latencyRatio = 5
    /// Faster answers than this are never slow, however fast the first ones were.
    private static let tolerableLatency = Duration.milliseconds(250)

    static func verdict(on response: ProbeResponse) -> HTTPExchange.Verdict {
        if response.status == 429 { return .limited }
        if response.status == 503, response.headers.contains("retry-after") { return .limited }
        return BlockPages.vendor(of: response) == nil ? .answered : .blocked
    }

    /// A response has come.
    ///
    /// - Parameter countsLatency: Whether its latency is the target's own. That of an attack may be what the attack asks for.
    mutating func note(_ response: ProbeResponse, countsLatency: Bool) {
        consecutiveResets = 0
        guard countsLatency else { return }
        let isSlow = response.timeToFirstByte > Self.tolerableLatency
        if baseline.count < Self.windowLength {
            baseline.append(response.timeToFirstByte)
        } else if recent.count < Self.windowLength {
            recent.append(response.timeToFirstByte)
            slowCount += isSlow ? 1 : 0
        } else {
            slowCount += (isSlow ? 1 : 0) - (recent[next] > Self.tolerableLatency ? 1 : 0)
            recent[next] = response.timeToFirstByte
            next = (next + 1) % Self.windowLength
        }
    }

    /// No response has come.
    mutating func note(_ error: ProbeError) {
        consecutiveResets =
            error.code.kind == .closed || error.code == .connectionRefused ? consecutiveResets + 1 : 0
    }

    /// Why the target should be given time, or `nil` where it keeps up.
    var pressure: Pressure? {
        if consecutiveResets >= Self.resetsInARow { return .resets(consecutiveResets) }
        // So many slow ones make the 95th percentile slow; with fewer there is nothing to sort.
        guard recent.count == Self.windowLength, slowCount >= Self.windowLength - Self.windowLength * 95 / 100 else {
            return nil
        }
        let latest = Self.percentile95(recent)
        return latest > Self.tolerableLatency && latest > Self.percentile95(baseline) * Self.latencyRatio
            ? .latency : nil
    }

    /// The latencies have been acted upon: a new window begins.
    mutating func resetLatencyWindow() {
        recent = []
        next = 0
        slowCount = 0
    }

    private static func percentile95(_ durations: [Duration]) -> Duration {
        durations.sorted()[durations.count * 95 / 100]
    }
}
