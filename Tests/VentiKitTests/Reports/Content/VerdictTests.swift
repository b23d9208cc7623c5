//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct VerdictTests {
    @Test func `Known findings pass where only new ones count, and are spoken of`() throws {
        var page = HTMLReport()
        var text = MarkdownReport()
        #expect(try page.text(for: Sample.knownReport).contains("Fix before release."))
        #expect(try text.text(for: Sample.knownReport).contains("**Fix before release.**"))
        page.countsNewOnly = true
        text.countsNewOnly = true
        for written in [try page.text(for: Sample.knownReport), try text.text(for: Sample.knownReport)] {
            #expect(!written.contains("Fix before release."))
            #expect(written.contains("No new flaw of severity high or worse is proven."))
            #expect(written.contains("1 flaw that the baseline has is left."))
        }
    }

    @Test func `A finding without a baseline is new`() throws {
        var digest = ReportDigest(Sample.report)
        for finding in Sample.report.findings { digest.add(finding) }
        #expect(Verdict(digest, failOn: .high, newOnly: true).title == "Fix before release.")
        #expect(Verdict(digest, failOn: nil, newOnly: true).title == "1 new proven flaw of severity high or worse.")
    }
}
