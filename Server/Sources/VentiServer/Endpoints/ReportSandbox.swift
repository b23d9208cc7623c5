//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto
import Foundation
package import VentiService

/// What a report may do in a browser: nothing runs, nothing is loaded, nothing leads out. What a target has answered is in
/// it.
package enum ReportSandbox {
    /// The content security policy of a report.
    /// - Parameters:
    ///   - text: The report.
    ///   - format: Its format. Only a page has a style sheet, its own.
    package static func policy(for text: String, _ format: ReportService.Format) -> String {
        var policy = "sandbox; default-src 'none'; img-src data:; frame-ancestors 'none'"
        if format == .html, let digest = styleDigest(text) { policy += "; style-src 'sha256-\(digest)'" }
        return policy
    }

    /// The digest of the report's own style sheet: the first one, before anything that a target has answered.
    private static func styleDigest(_ html: String) -> String? {
        guard let start = html.firstRange(of: "<style>"), let end = html.firstRange(of: "</style>"),
            start.upperBound <= end.lowerBound
        else { return nil }
        let sheet = html[start.upperBound..<end.lowerBound]
        return Data(SHA256.hash(data: Array(sheet.utf8))).base64EncodedString()
    }
}
