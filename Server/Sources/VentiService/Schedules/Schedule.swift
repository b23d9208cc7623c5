//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation
public import VentiKit

/// Scans of a target that are asked for by the clock.
public struct Schedule: VersionedRecord {
    public static let table = "schedule"

    /// What becomes of times at which nobody was there to ask for the scan.
    public enum Missed: String, Codable, Sendable, Hashable, CaseIterable {
        /// One scan makes up for all of them, as soon as somebody is there.
        case once
        /// The next time is waited for.
        case skip
    }

    /// What came of a time.
    public enum Outcome: String, Codable, Sendable, Hashable, CaseIterable {
        /// A scan was asked for.
        case started
        /// None was: the one before it was not over, or nobody was there.
        case skipped
        /// None was: something stood against it.
        case refused
    }

    /// Who answers for the scans: whoever has saved the schedule last.
    public struct Responsible: Codable, Sendable, Hashable {
        /// The member's or key's id.
        public var id: RecordID
        /// What the credential was.
        public var kind: Principal.Kind
        /// The member's address, or the key's name.
        public var name: String
    }

    public var id: RecordID
    public var tenant: RecordID
    public var version: Int = 1
    /// The target's project.
    public var project: RecordID
    /// What is scanned.
    public var target: RecordID
    /// The description of the API.
    public var document: RecordID
    /// What people call it.
    public var name: String
    /// When, as ``CronExpression`` reads it.
    public var cron: String
    /// On which clock, such as `UTC` or `Europe/Berlin`.
    public var timeZone: String
    /// How far the scans may go.
    public var profile: ScanPolicy.Profile
    /// What scans; `nil` for the first one that there is then.
    public var scanner: String?
    /// The names of the identities to use; `nil` for all that the target has then.
    public var identities: [String]?
    /// What each scan may use.
    public var budget: ScanBudget
    /// What becomes of times at which nobody was there.
    public var missed: Missed
    /// Who answers for the scans.
    public var responsible: Responsible
    /// When the next scan is due, in milliseconds since 1970; `nil` while it is paused.
    public var nextRunAt: Int64?
    /// Why it is paused, where the platform has done so by itself.
    public var pausedBecause: String?
    /// The last time that was due.
    public var lastRunAt: Date?
    /// What came of it.
    public var lastOutcome: Outcome?
    /// Why, where no scan came of it.
    public var lastDetail: String?
    /// The last scan that came of it.
    public var lastScan: RecordID?
    /// When it was made.
    public var createdAt: Date

    /// Whether it asks for scans.
    public var isEnabled: Bool { nextRunAt != nil }
    /// When the next scan is due.
    public var nextRun: Date? { nextRunAt.map { Date(milliseconds: $0) } }

    /// The times that its expression means.
    /// - Throws: ``ServiceError`` with code `validation` where the expression or the clock is unknown by now.
    func clock() throws -> CronClock { try ScheduleInput.clock(cron, timeZone) }

    /// The next time after another, never one that was due already, in milliseconds since 1970: each is one scan, also where a
    /// clock has gone back.
    /// - Throws: ``ServiceError`` with code `validation` that says why there is none.
    func nextTime(after now: Date) throws -> Int64 {
        try ScheduleInput.next(of: clock(), after: max(now, lastRunAt ?? now)).milliseconds
    }

    /// The next times at which it is due, so many at most; none while it is paused.
    public func nextRuns(_ count: Int) -> [Date] {
        guard let first = nextRun, count > 0 else { return [] }
        return [first] + ((try? clock())?.next(count - 1, after: first) ?? [])
    }

    /// What is asked for each time.
    var scan: NewScan {
        NewScan(
            target: target,
            document: document,
            profile: profile,
            scanner: scanner,
            identities: identities,
            budget: budget
        )
    }
}
