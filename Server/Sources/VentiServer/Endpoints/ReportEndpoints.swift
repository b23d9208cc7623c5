//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import HTTPTypes
import VentiService

/// Reports and comparisons.
struct ReportEndpoints {
    var all: [Endpoint] { [report, difference] }

    private var report: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/scans/{scan}/report",
            id: "getReport",
            tag: "reports",
            summary: "The report of a scan that is over.",
            access: .permission(.readFindings),
            query: [
                Endpoint.Parameter(
                    name: "format",
                    schema: .cases(ReportService.Format.self),
                    text: "`json` unless said otherwise."
                )
            ],
            successes: [.init(status: 200, schema: nil, mediaType: "*/*", text: "The report in the format.")],
            handle: { exchange in
                let format = try exchange.choice("format", ReportService.Format.self) ?? .json
                let scan = try exchange.id("scan")
                let text = try await exchange.platform.reports.text(of: scan, format, as: try exchange.principal())
                return Self.answer(text, format, of: scan)
            }
        )
    }

    /// A report as an answer: shown in a sandbox, or kept as a file.
    static func answer(_ text: String, _ format: ReportService.Format, of scan: RecordID) -> Answer {
        var answer = Answer.text(text, format.mediaType)
        answer.headers[.contentSecurityPolicy] = ReportSandbox.policy(for: text, format)
        let verb = format == .html ? "inline" : "attachment"
        answer.headers[.contentDisposition] = "\(verb); filename=\"scan-\(scan).\(format.fileExtension)\""
        return answer
    }

    private var difference: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/scans/{scan}/diff",
            id: "compareScans",
            tag: "reports",
            summary: "What differs from an earlier scan of the same target.",
            access: .permission(.readFindings),
            query: [Endpoint.Parameter(name: "base", schema: .id, text: "The earlier scan. It must be given.")],
            successes: [.json(200, .component("Difference"), "VentiKit's comparison of the two reports.")],
            handle: { exchange in
                guard let base = try exchange.queryID("base") else {
                    throw ServiceError.invalid("/base", "Say which scan to compare with.", code: "required")
                }
                let difference = try await exchange.platform.reports.difference(
                    from: base,
                    to: try exchange.id("scan"),
                    as: try exchange.principal()
                )
                // VentiKit's own format, with its own names.
                return .text(String(decoding: try JSONEncoder().encode(difference), as: UTF8.self), "application/json")
            }
        )
    }
}
