//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// When something happens again and again: five fields as crontab(5) has them, for minute, hour, day of month, month and day
/// of week.
///
/// A field is `*`, a value, a range such as `1-5`, one of these with a step such as `*/15`, or several of them with commas.
/// Months and days of the week may be written with three letters. Where both the day of the month and that of the week say
/// something, either is enough, as everywhere. `@hourly`, `@daily`, `@weekly`, `@monthly` and `@yearly` stand for what they
/// say.
public struct CronExpression: Sendable, Hashable, CustomStringConvertible {
    /// Why a text is no cron expression, in one line that names the field and the mend.
    public struct Fault: Error, Sendable, Hashable {
        /// What is wrong, and what to write.
        public var message: String
    }

    /// The text, with one space between its fields.
    public let description: String
    let minutes: Set<Int>
    let hours: Set<Int>
    let days: Set<Int>
    let months: Set<Int>
    let weekdays: Set<Int>
    /// Whether either of the two days is enough.
    let isEitherDay: Bool

    private static let macros = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]

    /// The longest text that is read.
    static let maximumLength = 500

    /// Reads an expression.
    /// - Throws: ``Fault``.
    public init(_ text: String) throws(Fault) {
        guard text.utf8.count <= Self.maximumLength else {
            throw Fault(message: "The expression has more than \(Self.maximumLength) characters: write a shorter one.")
        }
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
        var fields = words
        if let word = words.first, word.hasPrefix("@") {
            guard words.count == 1, let meaning = Self.macros[word.lowercased()] else {
                throw Fault(
                    message: "There is no such word: write @hourly, @daily, @weekly, @monthly, @yearly, or five fields."
                )
            }
            fields = meaning.split(separator: " ")
        }
        guard fields.count == CronField.all.count else {
            throw Fault(
                message:
                    "The expression has \(fields.count) fields: write five, for minute, hour, day of month, month and "
                    + "day of week, such as 30 2 * * 1-5."
            )
        }
        var sets: [Set<Int>] = []
        for (field, text) in zip(CronField.all, fields) { sets.append(try field.values(of: text)) }
        (minutes, hours, days, months, weekdays) = (sets[0], sets[1], sets[2], sets[3], sets[4])
        isEitherDay = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
        description = words.joined(separator: " ")
        guard isEitherDay || fields[2].hasPrefix("*") || Self.hasDay(days, months) else {
            throw Fault(message: "The day of month is in none of the months: write a day that one of them has.")
        }
    }

    /// Whether one of the months has one of the days, in some year.
    private static func hasDay(_ days: Set<Int>, _ months: Set<Int>) -> Bool {
        months.contains { month in days.contains { $0 <= CivilDate.daysOfMonth(month, inYear: 2_000) } }
    }

    /// Whether it happens on a day.
    func includes(_ date: CivilDate) -> Bool {
        guard months.contains(date.month) else { return false }
        let (isDay, isWeekday) = (days.contains(date.day), weekdays.contains(date.weekday))
        return isEitherDay ? isDay || isWeekday : isDay && isWeekday
    }

    /// The fewest minutes between two times of one day, or of a day and the next one.
    var fewestMinutesBetween: Int {
        let times = hours.flatMap { hour in minutes.map { hour * 60 + $0 } }.sorted()
        guard let first = times.first, let last = times.last else { return 1_440 }
        // The next day may be one of its days, too; where it is not, the gap is only longer.
        return zip(times, times.dropFirst()).map { $1 - $0 }.reduce(first + 1_440 - last, min)
    }
}
