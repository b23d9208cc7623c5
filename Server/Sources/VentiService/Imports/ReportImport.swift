//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// A report of another tool that was taken in as a scan.
public struct ReportImport: TenantRecord {
    public static let table = "reportImport"
    /// The scan's id.
    public var id: RecordID
    public var tenant: RecordID
    /// What was scanned.
    public var target: RecordID
    /// What kind of report it is.
    public var format: ImportFormat
    /// The file's name.
    public var name: String
    /// How many bytes it has.
    public var size: Int
    /// The digest of the file, and of how it was taken in.
    var digest: String
    /// What it has changed.
    public var outcome: MergeCounts
    /// When it was taken in.
    public var createdAt: Date
}

/// How somebody wants a report to be taken in.
public struct ImportInput: Sendable, Hashable {
    /// The target that it is about.
    public var target: RecordID
    /// What kind of report it is.
    public var format: ImportFormat
    /// The file's name.
    public var name: String
    /// The document whose operations name the places; `nil` to guess them from the URLs.
    public var document: RecordID?
    /// Whether findings of other hosts than the target's are taken in, too.
    public var takesAllHosts: Bool
    /// Whether flaws that earlier reports of the same tool had and this one has not are fixed.
    public var closesMissing: Bool

    /// How somebody wants a report to be taken in.
    public init(
        target: RecordID,
        format: ImportFormat,
        name: String = "report.json",
        document: RecordID? = nil,
        takesAllHosts: Bool = false,
        closesMissing: Bool = false
    ) {
        self.target = target
        self.format = format
        self.name = name
        self.document = document
        self.takesAllHosts = takesAllHosts
        self.closesMissing = closesMissing
    }
}
