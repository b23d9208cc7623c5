//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiService

struct CronExpressionTests {
    private func message(_ text: String) -> String? {
        do {
            _ = try CronExpression(text)
            return nil
        } catch {
            return error.message
        }
    }

    @Test(arguments: [
        ("* * * * *", 60, 24, 31, 12, 7), ("0 0 1 1 0", 1, 1, 1, 1, 1), ("*/15 * * * *", 4, 24, 31, 12, 7),
        ("5-20/5,45 * * * *", 5, 24, 31, 12, 7), ("0 8-18 * * 1-5", 1, 11, 31, 12, 5),
        ("0 0 * jan,JUL mon-Fri", 1, 1, 31, 2, 5),
        ("0 0 * * 7", 1, 1, 31, 12, 1), ("0 0 * * fri-sun", 1, 1, 31, 12, 3), ("0 0 * * 5-7", 1, 1, 31, 12, 3),
        ("0 0 * * 7-2", 1, 1, 31, 12, 3), ("0 0 * * 0,7", 1, 1, 31, 12, 1), ("59 23 31 12 6", 1, 1, 1, 1, 1),
        ("  0\t0  *  *   * ", 1, 1, 31, 12, 7), ("@daily", 1, 1, 31, 12, 7), ("@HOURLY", 1, 24, 31, 12, 7),
        ("@weekly", 1, 1, 31, 12, 1), ("@monthly", 1, 1, 1, 12, 7), ("@yearly", 1, 1, 1, 1, 7),
        ("00 02 * * *", 1, 1, 31, 12, 7),
    ])
    func readsFiveFields(text: String, minutes: Int, hours: Int, days: Int, months: Int, weekdays: Int) throws {
        let cron = try CronExpression(text)
        let counts = [cron.minutes.count, cron.hours.count, cron.days.count, cron.months.count, cron.weekdays.count]
        #expect(counts == [minutes, hours, days, months, weekdays])
        // What is stored reads as the same.
        let again = try CronExpression(cron.description)
        #expect(again == cron && !cron.description.contains("\t") && !cron.description.contains("  "))
    }

    @Test(arguments: [
        ("60 * * * *", "The minute has the value 60: write one from 0 to 59."),
        ("* 24 * * *", "The hour has the value 24: write one from 0 to 23."),
        ("* * 0 * *", "The day of month has the value 0: write one from 1 to 31."),
        ("* * 32 * *", "The day of month has the value 32: write one from 1 to 31."),
        ("* * * 13 *", "The month has the value 13: write one from 1 to 12."),
        ("* * * * 8", "The day of week has the value 8: write one from 0 to 6."),
        ("* * * janu *", "The month has the value 'janu': write a number from 1 to 12, or jan to dec."),
        ("* * * * monday", "The day of week has the value 'monday': write a number from 0 to 6, or sun to sat."),
        ("x * * * *", "The minute has the value 'x': write a number from 0 to 59."),
        ("-5 * * * *", "The minute has a range without an end: write a number from 0 to 59."),
        ("5- * * * *", "The minute has a range without an end: write a number from 0 to 59."),
        ("1,,2 * * * *", "The minute has a comma without a value: take the comma out."),
        ("* 22-4 * * *", "The hour has the range 22-4, which runs backwards: write 22-23,0-4."),
        ("*/0 * * * *", "The minute has the step '0': write a step from 1 to 59, such as */15."),
        ("*/99 * * * *", "The minute has the step '99': write a step from 1 to 59, such as */15."),
        ("*/ * * * *", "The minute has the step '': write a step from 1 to 59, such as */15."),
        ("* 5/2 * * *", "The hour has a step after a single value: write a range before it, such as 5-23/2."),
        ("٣ * * * *", "The minute has the value '٣': write a number from 0 to 59."),
        ("1.5 * * * *", "The minute has the value '1.5': write a number from 0 to 59."),
        (
            "99999999999999999999 * * * *",
            "The minute has the value '99999999999999999999': write a number from 0 to 59."
        ),
        (
            "0 0 31 2 *",
            "The day of month is in none of the months: write a day that one of them has."
        ),
        (
            "0 0 31 4,6,9,11 *",
            "The day of month is in none of the months: write a day that one of them has."
        ),
        ("@reboot", "There is no such word: write @hourly, @daily, @weekly, @monthly, @yearly, or five fields."),
        ("@daily *", "There is no such word: write @hourly, @daily, @weekly, @monthly, @yearly, or five fields."),
    ])
    func whatIsWrongNamesTheFieldAndTheMend(text: String, expected: String) {
        #expect(message(text) == expected)
    }

    @Test(arguments: [("", 0), ("* * * *", 4), ("* * * * * *", 6), ("0", 1), ("\n", 1)])
    func anotherNumberOfFieldsIsRefused(text: String, fields: Int) {
        #expect(
            message(text)?.hasPrefix("The expression has \(fields) fields: write five") == true,
            "\(message(text) ?? "")"
        )
    }

    @Test func whatIsLongIsRefusedWithoutReadingIt() {
        #expect(message(String(repeating: "*", count: 501))?.contains("more than 500 characters") == true)
        #expect(
            message(String(repeating: "1,", count: 120) + "1 * * * *")?.contains("too many parts: write at most 100")
                == true
        )
    }

    @Test(arguments: [
        ("* * * * *", 1), ("*/15 * * * *", 15), ("0,59 3 * * *", 59), ("0,59 3-4 * * *", 1), ("0 0 * * *", 1_440),
        ("58 23 * * *", 1_440), ("59 23,0 * * *", 60), ("0,1 0 1 1 *", 1), ("0 * * * *", 60), ("5,50 * * * *", 15),
        ("30 0,23 * * *", 60),
    ])
    func theFewestMinutesBetweenTwoTimesAreKnown(text: String, minutes: Int) throws {
        #expect(try CronExpression(text).fewestMinutesBetween == minutes)
    }
}
