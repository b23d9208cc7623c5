//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// Many scans one after another in this process: neither memory nor descriptors may grow.
struct SequentialFigure {
    var count: Int

    func run() async throws {
        try await ChildProcess.withStub { target in
            var samples: [(scan: Double, memory: Double)] = []
            var descriptors: [Int] = []
            var complete = 0
            let every = max(1, count / 100)
            let start = ContinuousClock.now
            let processor = ProcessFigures.processorSeconds
            for scan in 0..<count {
                let report = try await NativeScanner().scan(
                    ConcurrentFigure.request(target, requestsPerSecond: nil)
                )
                if report.outcome == .completed { complete += 1 }
                guard scan % every == 0 else { continue }
                samples.append((Double(scan), Double(ProcessFigures.residentKiB)))
                descriptors.append(ProcessFigures.descriptors)
            }
            let half = Array(samples.suffix(samples.count / 2))
            let slope = Self.slope(half)
            // Connections of the last scan may still be closing when a sample is taken.
            let early = descriptors.prefix(descriptors.count / 2).max() ?? 0
            let late = descriptors.suffix(descriptors.count / 2).max() ?? 0
            print(
                "\(count) scans: \((ContinuousClock.now - start).inSeconds.text(1)) s,",
                "\(((ProcessFigures.processorSeconds - processor) * 1000 / Double(count)).text(1)) ms of processor time each"
            )
            let marks = stride(from: 0, to: samples.count, by: max(1, samples.count / 10)).map { samples[$0] }
            print("resident KiB: " + marks.map { "\($0.memory.text(0))" }.joined(separator: " "))
            print("descriptors: at most \(early) in the first half, \(late) in the second")
            print(
                "complete=\(complete) leak_kib_per_scan=\(slope.text(3)) leaked_descriptors=\(late - early)"
            )
        }
    }

    /// The slope of the line with the least squares.
    private static func slope(_ samples: [(scan: Double, memory: Double)]) -> Double {
        let count = Double(max(1, samples.count))
        let meanX = samples.map(\.scan).reduce(0, +) / count
        let meanY = samples.map(\.memory).reduce(0, +) / count
        let covariance = samples.map { ($0.scan - meanX) * ($0.memory - meanY) }.reduce(0, +)
        let variance = samples.map { ($0.scan - meanX) * ($0.scan - meanX) }.reduce(0, +)
        return variance > 0 ? covariance / variance : 0
    }
}
