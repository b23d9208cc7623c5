//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import VentiKit

/// What somebody enters for a schedule.
public struct ScheduleInput: Sendable {
    /// What people call it.
    public var name: String
    /// When, as ``CronExpression`` reads it.
    public var cron: String
    /// On which clock.
    public var timeZone: String
    /// What is asked for each time.
    public var scan: NewScan
    /// What becomes of times at which nobody was there.
    public var missed: Schedule.Missed
    /// Whether it asks for scans.
    public var isEnabled: Bool

    /// What somebody enters for a schedule.
    public init(
        name: String,
        cron: String,
        timeZone: String = "UTC",
        scan: NewScan,
        missed: Schedule.Missed = .once,
        isEnabled: Bool = true
    ) {
        self.name = name
        self.cron = cron
        self.timeZone = timeZone
        self.scan = scan
        self.missed = missed
        self.isEnabled = isEnabled
    }

    /// - Returns: When it is due first after a point in time, and the expression with one space between its fields.
    /// - Throws: ``ServiceError`` with code `validation` that names the field and the mend.
    func check(_ settings: PlatformSettings, at now: Date) throws -> (cron: String, next: Date) {
        guard (1...100).contains(name.count), !name.contains(where: \.isNewline) else {
            throw ServiceError.invalid("/name", "A name has from 1 to 100 characters.", code: "length")
        }
        let clock = try Self.clock(cron, timeZone)
        let fewest = clock.expression.fewestMinutesBetween
        guard fewest >= settings.minimumScheduleMinutes else {
            throw ServiceError.invalid(
                "/cron",
                "Two times are \(fewest) min apart: leave at least \(settings.minimumScheduleMinutes) min between them.",
                code: "range"
            )
        }
        return (clock.expression.description, try Self.next(of: clock, after: now))
    }

    /// The next time of a clock.
    static func next(of clock: CronClock, after date: Date) throws -> Date {
        guard let next = clock.next(after: date) else {
            throw ServiceError.invalid("/cron", "The expression never comes true: write a day that there is.")
        }
        return next
    }

    /// The times that an expression means on a clock.
    static func clock(_ cron: String, _ timeZone: String) throws -> CronClock {
        let expression: CronExpression
        do {
            expression = try CronExpression(cron)
        } catch {
            throw ServiceError.invalid("/cron", error.message, code: "syntax")
        }
        // Names such as `GMT+3` mean something else for each reader; those of the database mean one place's clock.
        guard timeZone == "UTC" || timeZone.contains("/"), timeZone.utf8.count <= 64,
            let zone = TimeZone(identifier: timeZone)
        else {
            throw ServiceError.invalid(
                "/time_zone",
                "There is no such clock: write UTC or a name such as Europe/Berlin."
            )
        }
        return CronClock(expression, in: zone)
    }
}
