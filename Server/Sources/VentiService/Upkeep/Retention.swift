//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// How long the platform keeps what it does not need for ever.
///
/// Scans, their reports, findings and the audit log stay in any case.
public struct Retention: Sendable, Hashable {
    /// How many days the events of a scan stay once it is over; the last one, which says how it ended, stays for ever.
    /// Defaults to 90; 0 keeps all of them.
    public var eventDays = 90
    /// How many days a session, a used refresh token or a link to a report stays once it is over. Defaults to 30.
    public var endedDays = 30
    /// How often somebody looks. Defaults to an hour.
    public var interval: Duration = .seconds(3_600)
    /// How many records one transaction removes, so that nobody waits long for it. Defaults to 500.
    public var batch = 500

    /// The defaults.
    public init() {}
}
