//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

@testable import VentiKit

/// Every format, by the name that the command line has for it.
enum ReportFormats {
    static let all: [(name: String, format: any ReportFormat)] = [
        ("json", .json), ("jsonl", .ndjson), ("sarif", .sarif()), ("table", .text), ("junit", .junit),
        ("gitlab", .gitlab), ("html", .html()), ("markdown", .markdown), ("csv", .csv), ("github", .githubAnnotations),
    ]

    static let names = all.map(\.name)

    static func format(_ name: String) -> any ReportFormat { all.first { $0.name == name }?.format ?? .json }

    /// Distinct findings in the order of a report, made when they are asked for.
    static func findings(_ count: Int) -> GeneratedFindings<[Finding]> { GeneratedFindings { list(count) } }

    static func list(_ count: Int) -> [Finding] {
        (0..<count).map { index in
            var finding = Sample.finding
            finding.location.insertionPoint = InsertionPoint(.query, "field\(index)")
            return finding
        }
        .inReportOrder()
    }
}
