//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Whether a delay that was asked for is the delay that was measured (oracle P4).
///
/// Requests with and without a delay alternate, alone on the host. The measured times must follow the asked ones in a
/// straight line of slope 1, or 2 where the target evaluates the payload twice, and every slow one must stand clear of
/// every fast one.
struct TimingRegression: Sendable {
    /// One request: the delay that its payload asks for and the time to the first byte, both in seconds.
    struct Sample: Sendable, Hashable {
        var asked: Double
        var measured: Double
    }

    /// What the samples say.
    enum Verdict: Sendable, Hashable {
        case delayed(slope: Double, correlation: Double)
        case notDelayed(reason: String)
    }

    /// The delays that a full test asks for, in seconds.
    static let delays: [Double] = [2, 4, 7]

    private(set) var samples: [Sample] = []

    mutating func add(_ sample: Sample) { samples.append(sample) }

    /// Whether a first slow sample is worth going on: it took at least 0.8 of what it asked for above the slowest fast one.
    func isPromising(_ sample: Sample) -> Bool {
        sample.measured > (zeros.max() ?? 0) + 0.8 * sample.asked
    }

    private var zeros: [Double] { samples.filter { $0.asked == 0 }.map(\.measured) }

    /// The verdict. Needs two fast and three slow samples.
    var verdict: Verdict {
        let zeros = zeros.sorted()
        let delayed = samples.filter { $0.asked > 0 }
        guard zeros.count >= 2, delayed.count >= 3 else { return .notDelayed(reason: "too few samples") }
        let slowestZero = zeros[zeros.count - 1]
        if let fast = delayed.first(where: { $0.measured <= slowestZero + 0.8 * $0.asked }) {
            return .notDelayed(reason: "a delay of \(fast.asked) s was answered in \(fast.measured) s")
        }
        let median = zeros[zeros.count / 2]
        let points = samples.map { (x: $0.asked, y: $0.measured - median) }
        let count = Double(points.count)
        let meanX = points.reduce(0) { $0 + $1.x } / count
        let meanY = points.reduce(0) { $0 + $1.y } / count
        let covariance = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
        let varianceX = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
        let varianceY = points.reduce(0) { $0 + ($1.y - meanY) * ($1.y - meanY) }
        guard varianceX > 0, varianceY > 0 else { return .notDelayed(reason: "no variation") }
        let slope = covariance / varianceX
        let correlation = covariance / (varianceX * varianceY).squareRoot()
        guard correlation >= 0.95 else { return .notDelayed(reason: "correlation \(correlation)") }
        guard (0.8...1.2).contains(slope) || (1.8...2.2).contains(slope) else {
            return .notDelayed(reason: "slope \(slope)")
        }
        return .delayed(slope: slope, correlation: correlation)
    }
}
