//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads a `Retry-After` field (RFC 9110, 10.2.3): seconds, or a date.
enum RetryAfter {
    /// How long the server asks to wait, zero or more.
    ///
    /// - Parameters:
    ///   - value: The field's value.
    ///   - date: The response's `Date` field. A date to wait for is compared with this one where it is there, so that
    ///     a clock that differs does no harm.
    ///   - now: The seconds since 1970 otherwise.
    /// - Returns: `nil` where the value is neither seconds nor a date.
    static func delay(_ value: String, date: String?, now: Int64) -> Duration? {
        let text = value.filter { $0 != " " || value.contains(",") }
        if !text.isEmpty, text.utf8.count <= 18, text.utf8.allSatisfy({ $0 &- 48 < 10 }) {
            return Int64(text).map { .seconds($0) }
        }
        guard let then = seconds(ofDate: value) else { return nil }
        return .seconds(max(0, then - (date.flatMap(seconds(ofDate:)) ?? now)))
    }

    /// The seconds since 1970 of an HTTP date in its current form, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func seconds(ofDate text: String) -> Int64? {
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ":" })
        guard parts.count == 8, parts[7] == "GMT", parts[3].utf8.count == 4,
            let day = Int64(parts[1]), let year = Int64(parts[3]),
            let hour = Int64(parts[4]), let minute = Int64(parts[5]), let second = Int64(parts[6]),
            let month = months.firstIndex(of: String(parts[2])),
            (1...31).contains(day), (1970...9999).contains(year),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        return days(year: year, month: Int64(month + 1), day: day) * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The days since 1970-01-01, counted in years that begin in March, so that the leap day is the last.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
