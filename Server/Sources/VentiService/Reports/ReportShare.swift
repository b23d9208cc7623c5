//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// A link to one report in one format, for somebody who has no account.
public struct ReportShare: TenantRecord {
    public static let table = "reportShare"
    public var id: RecordID
    public var tenant: RecordID
    /// The scan whose report it is.
    public var scan: RecordID
    /// The format.
    public var format: ReportService.Format
    /// Who has made the link.
    public var createdBy: String
    /// When it was made.
    public var createdAt: Date
    /// Until when it is good.
    public var expiresAt: Date
    /// When somebody last opened it, give or take a minute.
    public var usedAt: Date?
    /// Since when it is no longer good.
    public var revokedAt: Date?

    func isGood(at date: Date) -> Bool { revokedAt == nil && date < expiresAt }
}
