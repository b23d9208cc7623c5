//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct GitHubAnnotationsTests {
    @Test func `A finding is a command at the line of the document`() throws {
        var report = Sample.report
        report.findings[1].location.source?.file = "/repo/api/a,b:c.yaml"
        let lines = try GitHubAnnotations(sourceRoot: "/repo").text(for: report).split(separator: "\n")
        #expect(
            lines == [
                "::error file=api/a%2Cb%3Ac.yaml,line=112,col=5,title=critical%3A SQL injection::GET /books/{id} "
                    + "(path id): A quote in the path brought a database error to light.",
                "::notice title=low%3A Strict-Transport-Security is missing::(host): Strict-Transport-Security is missing",
            ]
        )
    }

    @Test func `Ten of each kind are written, and the rest is counted`() throws {
        var report = Sample.report
        report.findings = ReportFormats.list(25)
        let lines = try GitHubAnnotations().text(for: report).split(separator: "\n")
        #expect(lines.count == 11)
        #expect(lines.last == "venti: 15 more findings without an annotation: GitHub shows 10 of each kind")
    }

    @Test func `What is accepted has no annotation`() throws {
        let text = try GitHubAnnotations().text(for: Sample.triagedReport)
        #expect(!text.contains("SQL injection"))
        #expect(text.contains("[known since 2026-10-02]"))
    }

    @Test func `A text cannot begin another command`() throws {
        var report = Sample.report
        report.findings = [Sample.finding]
        report.findings[0].summary = "x\n::stop-commands::y\r\n::add-mask::z%0A::error::w"
        report.findings[0].title = "t,file=etc::evil"
        let text = try GitHubAnnotations().text(for: report)
        #expect(text.split(separator: "\n").count == 1)
        #expect(text.contains("title=critical%3A t%2Cfile=etc%3A%3Aevil::"))
        #expect(text.contains("z%250A::error"))
    }
}
