//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct MarkdownReportTests {
    @Test func `It says what was found, how sure it is and what to do`() throws {
        let text = try MarkdownReport().text(for: Sample.report)
        for part in [
            "# VentiKit: 1 critical, 1 low", "**Fix before release.**", "`sqli.error`", "`GET /books/{id} (path id)`",
            "```sh\ncurl -sS", "**Fix**: Bind the value", "CWE-89 · OWASP API8:2023 · VK-79cc4e41",
            "Not reached: `GET /admin`, `DELETE /books/{id}`.", "`bob` does not work",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func `What is known of findings has a column`() throws {
        let text = try MarkdownReport().text(for: Sample.triagedReport)
        #expect(text.contains("| Sure | Status |\n|---|---|---|---|---|---|\n"))
        #expect(text.contains("| accepted until 2027-01-31 |"))
        #expect(text.contains("1 finding of the baseline is gone."))
        #expect(!text.contains("<details><summary>critical"))
    }

    @Test(arguments: [2_000, 6_000, 65_000])
    func `It keeps to its length and says what was cut`(_ maximum: Int) throws {
        var report = Sample.report
        report.findings = ReportFormats.list(1_500)
        report.coverage.operations += (0..<500).map {
            OperationCoverage(operation: "GET /\($0)/" + String(repeating: "x", count: 80))
        }
        var format = MarkdownReport()
        format.maximumBytes = maximum
        let text = try format.text(for: report)
        #expect(text.utf8.count <= maximum)
        let rows = text.split(separator: "\n").count { $0.hasPrefix("| **critical**") }
        #expect(text.contains("… and \((1_500 - rows).counted("more finding")), the mildest"))
    }

    @Test(arguments: [
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"), ("@octocat", "@\u{200B}octocat"),
        ("a #12", "a #\u{200B}12"), ("[x](y)", "\\[x\\]\\(y)"),
        ("https://x.example", "https:\u{200B}//x.\u{200B}example"),
        ("www.x", "www.\u{200B}x"), ("a|b", "a\\|b"), ("`a`", "\\`a\\`"), ("- a", "\\- a"), ("# a", "\\# a"),
        ("1. a", "\u{200B}1. a"), ("a\n\n# b", "a  # b"), ("&lt;", "&amp;lt;"),
        ("*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~c\\~"),
        ("It is 5.1 s. Fine: yes.", "It is 5.\u{200B}1 s. Fine: yes."), ("    code", "\u{200B}    code"),
    ])
    func `Text is words and nothing else`(_ text: String, _ escaped: String) {
        #expect(MarkdownText.escaped(text) == escaped)
    }

    @Test(arguments: [
        ("a", "`a`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a|b", "`a\u{2223}b`"), ("", "` `"), (" a", "`  a `"),
        ("a\nb", "`a b`"),
    ])
    func `Code is closed by no text`(_ text: String, _ code: String) {
        #expect(MarkdownText.code(text) == code)
    }

    @Test func `A block of code is closed by no line`() {
        #expect(MarkdownText.codeBlock(["```", "a\n````"]) == "`````\n```\na ````\n`````")
    }
}
