//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// A cron expression on the clock of a place: what times it means.
///
/// A time that the clock leaves out when it is put forward is as much later; one that it shows twice when it is put back
/// counts once, the first time.
public struct CronClock: Sendable {
    /// The expression.
    public let expression: CronExpression
    /// The place's clock.
    public let zone: TimeZone

    /// How many days to look ahead: a 29th of February on one of two days of the week may be 36 years away, across a year such
    /// as 2100 that has none. Every expression comes true within them.
    private static let horizon = 41 * 366

    /// - Parameters:
    ///   - expression: When it happens.
    ///   - zone: The clock that it is read from.
    public init(_ expression: CronExpression, in zone: TimeZone) {
        self.expression = expression
        self.zone = zone
    }

    /// The first time after another one; `nil` where there is none within forty years.
    public func next(after date: Date) -> Date? {
        let instant = Int(date.timeIntervalSince1970.rounded(.down))
        let wall = instant + offset(at: instant)
        // Minutes as the place's clock shows them, from the next one on.
        let first = wall.flooredQuotient(by: 60) + 1
        let firstDay = first.flooredQuotient(by: 1_440)
        let (hours, minutes) = (expression.hours.sorted(), expression.minutes.sorted())
        for day in firstDay...(firstDay + Self.horizon) where expression.includes(CivilDate(daysSince1970: day)) {
            for hour in hours {
                for minute in minutes {
                    let shown = day * 1_440 + hour * 60 + minute
                    guard shown >= first else { continue }
                    let found = self.instant(ofWall: shown * 60)
                    // The clock was put back: what it shows now was already.
                    if found > instant { return Date(timeIntervalSince1970: Double(found)) }
                }
            }
        }
        return nil
    }

    /// The next times after another one, so many at most.
    public func next(_ count: Int, after date: Date) -> [Date] {
        var times: [Date] = []
        while times.count < count, let time = next(after: times.last ?? date) { times.append(time) }
        return times
    }

    /// When the place's clock shows a time first.
    private func instant(ofWall wall: Int) -> Int {
        let (before, after) = (offset(at: wall - 86_400), offset(at: wall + 86_400))
        for offset in [max(before, after), min(before, after)] where self.offset(at: wall - offset) == offset {
            return wall - offset
        }
        // It never does: the clock was put forward over it.
        return wall - before
    }

    private func offset(at instant: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
    }
}

extension Int {
    /// The quotient rounded down, for numbers below zero too.
    fileprivate func flooredQuotient(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
