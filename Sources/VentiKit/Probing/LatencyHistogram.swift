//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Counts durations in buckets of about 9 % width, from a microsecond to an hour, in memory that does not grow.
struct LatencyHistogram: Sendable {
    /// Empty until something is recorded: of a thousand clients few record into all of their histograms.
    private var counts: [UInt32] = []
    private(set) var total: UInt64 = 0

    private static let bucketCount = 256

    mutating func record(_ duration: Duration) {
        if counts.isEmpty { counts = [UInt32](repeating: 0, count: Self.bucketCount) }
        let bucket = Self.bucket(of: duration)
        guard counts[bucket] < UInt32.max else { return }
        counts[bucket] += 1
        total += 1
    }

    /// The duration that the share of all, from 0 to 1, does not exceed; `nil` where there is none.
    func quantile(_ share: Double) -> Duration? {
        guard total > 0 else { return nil }
        let rank = UInt64((Double(total) * min(max(share, 0), 1)).rounded(.up))
        var seen: UInt64 = 0
        for (bucket, count) in counts.enumerated() {
            seen += UInt64(count)
            if seen >= max(rank, 1) { return .microseconds(Self.upperBound(of: bucket)) }
        }
        return nil
    }

    /// Eight buckets for each power of two; the first sixteen microseconds have one each.
    private static func bucket(of duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        let micros = UInt64(clamping: min(max(seconds, 0), 3600) * 1_000_000 + max(attoseconds, 0) / 1_000_000_000_000)
        guard micros >= 16 else { return Int(micros) }
        let power = 63 - micros.leadingZeroBitCount
        return min(bucketCount - 1, 16 + (power - 4) * 8 + Int((micros >> (power - 3)) & 7))
    }

    private static func upperBound(of bucket: Int) -> Int64 {
        guard bucket >= 16 else { return Int64(bucket) }
        let (power, step) = ((bucket - 16) / 8 + 4, (bucket - 16) % 8)
        return (Int64(8 + step + 1) << (power - 3)) - 1
    }
}
