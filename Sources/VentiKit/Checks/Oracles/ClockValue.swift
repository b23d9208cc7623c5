//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Tells the values by which an answer says what time it is.
///
/// A few answers within the same second or millisecond show the same time, so that their comparison alone would not find
/// it, and a later answer would seem to be another.
struct ClockValue: Sendable {
    /// The present moment in seconds since 1970.
    let now: Double
    /// The dates of today and of the days before and after, since a server may be in another time zone.
    private let days: [String]
    /// How far from the present a number of seconds or milliseconds may be.
    private static let tolerance: Double = 900

    init(now: Double = UnixTime.now) {
        self.now = now
        days = [-86_400, 0, 86_400].map { String(UnixTime.rfc3339(now + $0).prefix(10)) }
    }

    /// Whether a value is the present time: seconds or milliseconds since 1970, or a date with a time of day.
    func isPresent(_ value: JSONValue) -> Bool {
        switch value {
        case .integer(let number): isNear(Double(number))
        case .number(let number): isNear(number)
        case .string(let text):
            text.utf8.count >= 16 && text.utf8.count <= 40 && text.contains(":") && days.contains { text.hasPrefix($0) }
                || text.utf8.count <= 17 && Double(text).map(isNear) ?? false
        default: false
        }
    }

    private func isNear(_ number: Double) -> Bool {
        abs(number - now) <= Self.tolerance || abs(number / 1_000 - now) <= Self.tolerance
    }
}
