//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A risk that somebody has taken on: findings of a rule at an operation that count for nothing until a day.
///
/// There is none without a reason and an end: what is accepted for ever and for nothing is a flaw that was forgotten.
public struct Acceptance: Sendable, Hashable, Codable {
    /// The check's id or short id, a prefix of ids such as `sqli`, or a family such as `api2`.
    public var rule: String
    /// The operations, as ``ScanPolicy/includedOperations`` names them: `POST /login`, `GET /users*`, `tag:billing` or
    /// `id:createUser`; `(host)` for what belongs to the host as a whole.
    public var match: String
    /// The name of the parameter or member that the flaw sits in, or `nil` for any place.
    public var parameter: String?
    /// The last day on which it holds.
    public var until: CalendarDate
    /// Why the risk is taken.
    public var reason: String
    /// Who takes it.
    public var by: String?
    /// Where it is written down.
    public var source: SourceLocation?

    /// Makes an acceptance.
    ///
    /// - Parameters:
    ///   - rule: The check, or the family of checks.
    ///   - match: The operations.
    ///   - parameter: The name of the parameter or member, or `nil` for any.
    ///   - until: The last day on which it holds.
    ///   - reason: Why the risk is taken.
    ///   - by: Who takes it.
    ///   - source: Where it is written down.
    public init(
        rule: String,
        match: String,
        parameter: String? = nil,
        until: CalendarDate,
        reason: String,
        by: String? = nil,
        source: SourceLocation? = nil
    ) {
        self.rule = rule
        self.match = match
        self.parameter = parameter
        self.until = until
        self.reason = reason
        self.by = by
        self.source = source
    }

    /// Whether it holds on the day.
    public func holds(on date: CalendarDate) -> Bool { date <= until }

    /// What it accepts, in a few words, such as `api4 at POST /login (code)`.
    public var subject: String { "\(rule) at \(match)" + (parameter.map { " (\($0))" } ?? "") }
}
