//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiService

struct CronClockTests {
    private func clock(_ text: String, _ zone: String = "UTC") throws -> CronClock {
        CronClock(try CronExpression(text), in: try #require(TimeZone(identifier: zone)))
    }

    private func date(_ text: String) throws -> Date { try #require(Timestamp.date(text)) }

    @Test(arguments: [
        ("* * * * *", "2026-03-01T10:00:00Z", "2026-03-01T10:01:00Z"),
        ("* * * * *", "2026-03-01T10:00:59Z", "2026-03-01T10:01:00Z"),
        ("30 2 * * *", "2026-03-01T02:30:00Z", "2026-03-02T02:30:00Z"),
        ("30 2 * * *", "2026-03-01T02:29:59Z", "2026-03-01T02:30:00Z"),
        ("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"),
        ("0 0 29 2 *", "2096-03-01T00:00:00Z", "2104-02-29T00:00:00Z"),
        // Weekends alone: decades, since 2100 has none.
        ("0 0 29 2 */6", "2026-01-01T00:00:00Z", "2032-02-29T00:00:00Z"),
        ("0 0 29 2 */6", "2032-03-01T00:00:00Z", "2048-02-29T00:00:00Z"),
        ("0 0 29 2 */6", "2088-03-01T00:00:00Z", "2116-02-29T00:00:00Z"),
        ("0 0 31 * *", "2026-01-31T00:00:00Z", "2026-03-31T00:00:00Z"),
        ("0 12 * * mon", "2026-11-26T00:00:00Z", "2026-11-30T12:00:00Z"),
        ("0 12 * * 1-5", "2026-11-27T12:00:00Z", "2026-11-30T12:00:00Z"),
        // Either the thirteenth or a Friday.
        ("0 0 13 * 5", "2026-11-11T00:00:00Z", "2026-11-13T00:00:00Z"),
        ("0 0 13 * 5", "2026-11-13T00:00:00Z", "2026-11-20T00:00:00Z"),
        // Both where one of the two begins with a star.
        ("0 0 */2 * 5", "2026-11-13T00:00:00Z", "2026-11-27T00:00:00Z"),
        ("59 23 31 12 *", "2026-12-31T23:59:00Z", "2027-12-31T23:59:00Z"),
        ("0 0 1 1 *", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z"),
        ("0 0 1 1 *", "1960-06-01T00:00:00Z", "1961-01-01T00:00:00Z"),
    ])
    func theNextTimeIsKnown(text: String, after: String, next: String) throws {
        #expect(try clock(text).next(after: date(after)) == date(next))
    }

    @Test(arguments: [
        // Clocks go forward at 2:00 on 2026-03-29 in Berlin: half past two is at half past three, once.
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", ["2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"]),
        ("30 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", ["2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"]),
        // They go back at 3:00 on 2026-10-25: half past two counts the first time.
        ("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]),
        ("0 * * * *", "Europe/Berlin", "2026-10-24T23:30:00Z", ["2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"]),
        // Asked for while the clock shows the hour the second time.
        ("45 2 * * *", "Europe/Berlin", "2026-10-25T01:15:00Z", ["2026-10-26T01:45:00Z"]),
        // Half an hour, and across midnight.
        ("15 0 * * *", "Asia/Kolkata", "2026-05-01T18:00:00Z", ["2026-05-01T18:45:00Z", "2026-05-02T18:45:00Z"]),
        ("0 9 * * mon", "America/New_York", "2026-03-02T15:00:00Z", ["2026-03-09T13:00:00Z", "2026-03-16T13:00:00Z"]),
        // Lord Howe Island goes half an hour.
        (
            "15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00:00Z",
            ["2026-10-03T15:45:00Z", "2026-10-04T15:15:00Z"]
        ),
    ])
    func theClockOfAPlaceCounts(text: String, zone: String, after: String, next: [String]) throws {
        let found = try clock(text, zone).next(next.count, after: date(after))
        #expect(found.map { Timestamp.text($0).replacing(".000Z", with: "Z") } == next)
    }

    /// The same as looking at each minute with the calendar of Foundation.
    @Test(arguments: [
        "*/7 * * * *", "3,33 */5 * * *", "15 4 */3 * *", "0 22 * * 1-5", "30 6 1,15 * 3", "0 0 28-31 2,4 *",
        "17 13 * 6-8 sun",
    ])
    func itAgreesWithTheCalendar(text: String) throws {
        let clock = try clock(text)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        let cron = clock.expression
        let start = try date("2028-02-20T00:00:00Z")
        var expected: [Date] = []
        var minute = start
        while expected.count < 40, minute < start.addingTimeInterval(160 * 86_400) {
            minute += 60
            let parts = calendar.dateComponents([.minute, .hour, .day, .month, .weekday], from: minute)
            let (day, weekday) = (cron.days.contains(parts.day ?? 0), cron.weekdays.contains((parts.weekday ?? 0) - 1))
            guard cron.minutes.contains(parts.minute ?? -1), cron.hours.contains(parts.hour ?? -1),
                cron.months.contains(parts.month ?? 0), cron.isEitherDay ? day || weekday : day && weekday
            else { continue }
            expected.append(minute)
        }
        #expect(clock.next(expected.count, after: start) == expected)
        #expect(expected.count > 3)
    }
}
