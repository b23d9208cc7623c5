//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How many requests may be under way at once, as far as the target keeps up.
///
/// The limit begins low. It rises by one after a window of answers in which it was reached and nothing got worse, and
/// falls where the target refuses, drops or delays requests. It is never above the ceiling and never below one.
struct ConcurrencyController: Sendable {
    /// What became of a request.
    enum Signal: Sendable {
        /// It was answered, after this time if the time is the target's own.
        case answered(latency: Duration?)
        /// The target asked for patience.
        case limited
        /// No answer came, and the request is not to blame.
        case lost
    }

    /// The most that the limit can be.
    let ceiling: Int
    private let isAdaptive: Bool
    private(set) var limit: Int
    private(set) var lowest: Int
    private(set) var highest: Int
    /// How often the limit fell.
    private(set) var reductions = 0

    /// The typical latency while the target was at ease.
    private var baseline: Duration?
    private var samples: [Duration] = []
    private var answers = 0
    private var mostInFlight = 0
    /// How many requests are still to end that were under way when the limit last fell; they say nothing new.
    private var aftermath = 0
    /// How many windows in a row were slower than the baseline, but not slow.
    private var strainedWindows = 0

    /// The least that a window holds.
    private static let minimumWindow = 8
    /// As many latencies make a typical one.
    private static let minimumSamples = 4
    private static let maximumSamples = 64
    /// What a limit begins with.
    private static let firstLimit = 2
    /// After so many strained windows in a row the limit goes down by one.
    private static let patience = 8

    init(ceiling: Int, isAdaptive: Bool = true) {
        self.ceiling = max(1, ceiling)
        self.isAdaptive = isAdaptive
        limit = isAdaptive ? min(Self.firstLimit, self.ceiling) : self.ceiling
        lowest = limit
        highest = limit
    }

    /// A request has ended.
    ///
    /// - Parameters:
    ///   - signal: How.
    ///   - inFlight: How many were under way, itself included.
    mutating func note(_ signal: Signal, inFlight: Int) {
        guard isAdaptive else { return }
        guard aftermath == 0 else {
            aftermath -= 1
            return
        }
        mostInFlight = max(mostInFlight, inFlight)
        switch signal {
        case .limited, .lost:
            reduce(to: limit / 2, inFlight: inFlight)
        case .answered(let latency):
            answers += 1
            if let latency, samples.count < Self.maximumSamples { samples.append(latency) }
            if answers >= max(limit, Self.minimumWindow) { endWindow(inFlight: inFlight) }
        }
    }

    /// The target cannot keep up, whatever the latest request's end says.
    mutating func reduce(inFlight: Int) {
        guard isAdaptive, aftermath == 0 else { return }
        reduce(to: limit / 2, inFlight: inFlight)
    }

    private mutating func endWindow(inFlight: Int) {
        switch strain() {
        case .none:
            strainedWindows = 0
            if mostInFlight >= limit, limit < ceiling { limit += 1 }
            highest = max(highest, limit)
        case .some:
            strainedWindows += 1
            if strainedWindows >= Self.patience { return reduce(to: limit - 1, inFlight: inFlight) }
        case .much: return reduce(to: limit * 3 / 4, inFlight: inFlight)
        }
        beginWindow()
    }

    private enum Strain { case none, some, much }

    /// Compares the window's typical latency with the baseline, and lowers that where the target got faster.
    private mutating func strain() -> Strain {
        guard samples.count >= Self.minimumSamples else { return .none }
        let typical = samples.sorted()[samples.count / 2]
        // One request at a time waits for no other: that is how fast the target is.
        guard let baseline, limit > 1 else {
            self.baseline = typical
            return .none
        }
        self.baseline = min(baseline, typical)
        if typical > baseline * 2, typical > baseline + .milliseconds(20) { return .much }
        return typical > baseline * 1.3 + .milliseconds(5) ? .some : .none
    }

    private mutating func reduce(to newLimit: Int, inFlight: Int) {
        let newLimit = max(1, newLimit)
        if newLimit < limit {
            limit = newLimit
            lowest = min(lowest, limit)
            reductions += 1
        }
        aftermath = max(0, inFlight - 1)
        strainedWindows = 0
        beginWindow()
    }

    private mutating func beginWindow() {
        answers = 0
        mostInFlight = 0
        samples.removeAll(keepingCapacity: true)
    }
}
