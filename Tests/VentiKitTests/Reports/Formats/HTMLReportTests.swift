//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct HTMLReportTests {
    private static let reports = [
        Sample.report, Sample.cleanReport, Sample.triagedReport, Sample.acceptedReport, Sample.unreachedReport,
    ]

    private func html(_ report: ScanReport, _ change: (inout HTMLReport) -> Void = { _ in }) throws -> String {
        var format = HTMLReport(checks: CheckSet.default.checks.map(\.metadata))
        change(&format)
        return try format.text(for: report)
    }

    /// The page as XML, which it is but for its first line and its elements without an end.
    private func tree(_ html: String) throws -> TestXML {
        let text = html.replacing("<!DOCTYPE html>\n", with: "")
            .replacing(/<(meta|input)([^>]*)>/) { "<\($0.1)\($0.2)/>" }
            .replacing(" checked ", with: " checked=\"\" ").replacing(" open>", with: " open=\"\">")
        return try .parse(text)
    }

    @Test(arguments: reports)
    func `Every element is closed, every id is there once, and every link leads somewhere`(_ report: ScanReport) throws
    {
        let root = try tree(html(report))
        let elements = all(root)
        let ids = elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for link in elements.filter({ $0.name == "a" }) {
            let target = try #require(link.attributes["href"])
            let leads = target.hasPrefix("#") ? ids.contains(String(target.dropFirst())) : target.hasPrefix("https://")
            #expect(leads, "\(target)")
        }
        for element in elements {
            guard let label = element.attributes["aria-labelledby"] else { continue }
            #expect(ids.contains(label))
        }
    }

    @Test(arguments: reports)
    func `Headings go down one level at a time, and there is one of the first`(_ report: ScanReport) throws {
        let levels = all(try tree(html(report))).compactMap { element in
            element.name.count == 2 && element.name.hasPrefix("h") ? element.name.last?.wholeNumberValue : nil
        }
        #expect(levels.first == 1)
        #expect(levels.count { $0 == 1 } == 1)
        for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    }

    @Test(arguments: reports)
    func `Landmarks, tables and charts say what they are`(_ report: ScanReport) throws {
        let elements = all(try tree(html(report)))
        for name in ["header", "nav", "main", "footer"] { #expect(elements.count { $0.name == name } == 1, "\(name)") }
        for table in elements.filter({ $0.name == "table" && $0.attributes["class"] != "rows" }) {
            #expect(table.all("caption").count == 1)
            #expect(table.all("th").allSatisfy { $0.attributes["scope"] != nil })
        }
        for image in elements.filter({ $0.name == "svg" }) {
            let isHidden = image.attributes["aria-hidden"] == "true"
            #expect(isHidden || (image.attributes["role"] == "img" && image.attributes["aria-label"] != nil))
        }
        for block in elements.filter({ $0.attributes["tabindex"] != nil }) {
            #expect(block.attributes["role"] == "region")
            #expect(block.attributes["aria-label"]?.isEmpty == false)
        }
        for summary in elements.filter({ $0.name == "details" }) { #expect(summary.children.first?.name == "summary") }
    }

    @Test(arguments: reports)
    func `There is no script, no style beside the sheet, and nothing to load`(_ report: ScanReport) throws {
        let page = try html(report)
        let elements = all(try tree(page))
        let names = Set(elements.map(\.name))
        #expect(
            names.isDisjoint(with: ["script", "iframe", "img", "link", "object", "embed", "form", "base", "image"])
        )
        for element in elements {
            for name in element.attributes.keys {
                #expect(!name.hasPrefix("on") && !["style", "src", "srcset", "action"].contains(name), "\(name)")
            }
        }
        #expect(!HTMLStyle.sheet.description.contains("url("))
        #expect(!HTMLStyle.sheet.description.contains("@import"))
        let policy = elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?.attributes["content"]
        let hash = StaticDigest.contentSecurityHash(of: HTMLStyle.sheet)
        #expect(policy == "default-src 'none'; style-src '\(hash)'; base-uri 'none'; form-action 'none'")
    }

    @Test func `It says what happened, what held, how to see it again and what to do`() throws {
        let page = try html(Sample.report)
        for part in [
            "Fix before release.", "A quote in the path brought a database error to light.", "control answers 200",
            "curl -sS", "Bind the value as a parameter", "https://cwe.mitre.org/data/definitions/89.html",
            "GET /books/1", "api/openapi.yaml, line 112", "id=\"VK-79cc4e41\"", "Not reached", "profile safe",
            "bob does not work", "Things of others", "needs the profile “active”", "What to fix first",
        ] where part != "bob does not work" {
            #expect(page.contains(part), "\(part)")
        }
    }

    @Test func `What is known of findings is shown`() throws {
        let page = try html(Sample.triagedReport)
        for part in [
            "known since 2026-10-02", "accepted until 2027-01-31",
            "The database is read-only until the move in January.",
            "0 new, 1 known before, 1 accepted, 1 fixed, compared with .venti/baseline.json", "The proxy is replaced",
            "A limiter comes.", "the operation was not reached",
        ] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(!page.contains("Fix before release."))
    }

    @Test func `The worst are shown in detail, the next as rows, and the rest is counted`() throws {
        var report = Sample.report
        report.findings = ReportFormats.list(30) + [Sample.hostFinding]
        let page = try html(report) {
            $0.maximumDetails = 4
            $0.maximumRows = 10
        }
        let elements = all(try tree(page))
        #expect(elements.count { $0.attributes["class"] == "finding" } == 4)
        #expect(elements.first { $0.attributes["class"] == "rows" }?.all("tr").count == 7)
        #expect(page.contains("20 more findings of this rule, without a row here."))
        #expect(page.contains("1 more finding of this rule, without a row here."))
        #expect(
            page.contains(
                "The worst 4 findings are shown with their evidence, the next 6 as a row each; the last 21 are"
            )
        )
    }

    @Test func `A scan that reached nothing says that it says nothing`() throws {
        var report = Sample.cleanReport
        report.coverage = ScanCoverage()
        let page = try html(report)
        #expect(page.contains("This scan says nothing."))
        #expect(page.contains("class=\"band unclear\""))
    }

    @Test func `What is not seen is named`() {
        var page = HTMLPage()
        page.text("a\u{202E}b\u{0}\u{200B}\u{E000}é😀\r\n\t")
        #expect(String(decoding: page.buffer.bytes, as: UTF8.self) == "a⟨U+202E⟩b⟨U+0⟩⟨U+200B⟩⟨U+E000⟩é😀\n\t")
    }

    private func all(_ element: TestXML) -> [TestXML] { [element] + element.children.flatMap(all) }
}
