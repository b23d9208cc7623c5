//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// Something that happened in a scan, in the order in which it happened.
public struct ScanEventRecord: TenantRecord {
    public static let table = "scanEvent"
    public var id: RecordID
    public var tenant: RecordID
    /// The scan.
    public var scan: RecordID
    /// Its place in the scan, from 1, without gaps.
    public var seq: Int
    /// `phase`, `progress`, `identity`, `finding`, `log` or `done`.
    public var kind: String
    /// A JSON object.
    public var data: String
    /// When it happened.
    public var at: Date
}

/// The report of a scan.
struct ScanReportRecord: TenantRecord {
    static let table = "scanReport"
    /// The scan's id.
    var id: RecordID
    var tenant: RecordID
    /// VentiKit's JSON report.
    var json: Data
}
