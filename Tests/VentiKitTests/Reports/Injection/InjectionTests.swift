//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Testing

@testable import VentiKit

/// What a target, a document or another scanner says is text in every format.
struct InjectionTests {
    @Test func `The walk reaches every kind of text in a report`() throws {
        let places = Set(try InjectionCorpus.freePlaces.get().map { $0.replacing(/\d+/, with: "#") })
        for place in [
            "api.title", "target", "outcomeDetail", "findings.#.title", "findings.#.summary", "findings.#.checkID",
            "findings.#.location.path", "findings.#.location.insertionPoint.name", "findings.#.location.source.file",
            "findings.#.proof.steps.#.label", "findings.#.proof.steps.#.request.headers.#.value",
            "findings.#.proof.steps.#.response.bodyExcerpt", "findings.#.proof.assertions.#.text",
            "findings.#.proof.steps.#.captures.#.name", "coverage.operations.#.checksSkipped.#.reason",
            "identities.#.detail", "accessMatrix.identities.#.name", "diagnostics.#.message", "statistics.refused.#",
            "triage.findings.#.acceptance.reason", "triage.baseline", "triage.unused.#.rule", "startedAt",
        ] {
            #expect(places.contains(place), "\(place)")
        }
    }

    @Test(arguments: InjectionCorpus.texts)
    func `JSON is read back as it was`(_ text: String) throws {
        let report = try InjectionCorpus.report(everywhere: text)
        #expect(try JSONReport.report(from: Array(JSONReport().text(for: report).utf8)) == report)
        let lines = try NDJSONReport().text(for: report)
        let file = try EventFile(Array(lines.utf8), name: "test")
        var findings: [Finding] = []
        try file.forEach { findings.append($0) }
        #expect(findings == report.findings)
    }

    @Test(arguments: InjectionCorpus.texts)
    func `SARIF and GitLab take in what they are given`(_ text: String) throws {
        let report = try InjectionCorpus.report(everywhere: text)
        let problems = GitHubSARIFRules.problems(in: try .parse(SARIFReport().text(for: report)))
        #expect(problems == [])
        #expect(GitLabRules.problems(in: try .parse(GitLabReport().text(for: report))) == [])
    }

    @Test(arguments: InjectionCorpus.texts)
    func `JUnit is well formed and has no test case but its own`(_ text: String) throws {
        let report = try InjectionCorpus.report(everywhere: text)
        let written = try JUnitReport().text(for: report)
        let cases = try TestXML.parse(written).all("testcase")
        let expected = try TestXML.parse(JUnitReport().text(for: InjectionCorpus.report(everywhere: "plain")))
        #expect(cases.count == expected.all("testcase").count)
        #expect(
            written.unicodeScalars.allSatisfy {
                $0 == "\n" || ($0.value >= 0x20 && $0.value != 0xFFFE && $0.value != 0xFFFF)
            }
        )
    }

    @Test(arguments: InjectionCorpus.texts)
    func `CSV has as many cells, and none is a formula`(_ text: String) throws {
        let report = try InjectionCorpus.report(everywhere: text)
        let records = TestCSV.records(try CSVReport().text(for: report))
        #expect(records.count == report.findings.count + 1)
        for record in records {
            #expect(record.count == CSVReport.columns.count)
            #expect(
                record.allSatisfy { cell in
                    cell.unicodeScalars.first.map { !"=+-@\t\r".unicodeScalars.contains($0) } ?? true
                }
            )
        }
    }

    @Test(arguments: InjectionCorpus.texts)
    func `HTML has the elements that it has anyway`(_ text: String) throws {
        let names = try tags(of: HTMLReport().text(for: InjectionCorpus.report(everywhere: text)))
        #expect(names.isDisjoint(with: ["script", "img", "iframe", "base", "math", "textarea", "link", "form"]))
        let written = try HTMLReport().text(for: InjectionCorpus.report(everywhere: text))
        #expect(written.components(separatedBy: "<style").count == 2)
        #expect(!attributes(of: written).contains { $0.hasPrefix("on") })
        #expect(!written.contains(/href="(?!#|https:\/\/(cwe\.mitre\.org|owasp\.org)\/)/))
    }

    /// The names of all attributes. Values are in quotation marks, which texts cannot end.
    private func attributes(of html: String) -> Set<String> {
        let tag = /<[a-zA-Z][a-zA-Z0-9]*((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*\/?>/
        var names: Set<String> = []
        for match in html.matches(of: tag) {
            let words = String(match.1).replacing(/="[^"]*"/, with: "").split(whereSeparator: \.isWhitespace)
            names.formUnion(words.map { $0.lowercased() })
        }
        return names
    }

    private func tags(of html: String) throws -> Set<String> {
        Set(html.matches(of: /<([a-zA-Z][a-zA-Z0-9]*)/).map { $0.1.lowercased() })
    }

    @Test(arguments: InjectionCorpus.texts)
    func `Markdown has no markup but its own`(_ text: String) throws {
        let written = try MarkdownReport().text(for: InjectionCorpus.report(everywhere: text))
        let plain = try MarkdownReport().text(for: InjectionCorpus.report(everywhere: "plain"))
        let code = try Regex("(?s)(`{3,}).*?\\n\\1(?=\\n)|(`+)[^`].*?[^`]?\\2(?!`)")
        // What a backslash stands before has no meaning.
        let words = written.replacing(code, with: "").replacing(/\\[^\n]/, with: "")
        for line in words.split(separator: "\n") {
            #expect(!line.contains(/<(?!\/?(details|summary)>)/), "\(line)")
            #expect(!line.contains(/\]\(|!\[|https?:\/\/|www\.[a-z]|@[a-z]|#\d/), "\(line)")
        }
        let heads = { (text: String) in text.split(separator: "\n").count { $0.hasPrefix("# ") } }
        // Where texts are long, the end is cut off.
        #expect(text.utf8.count > 1_000 ? heads(written) <= heads(plain) : heads(written) == heads(plain))
        let details = { (text: String) in text.components(separatedBy: "\n<details><summary>").count }
        #expect(text.utf8.count > 1_000 ? details(written) <= details(plain) : details(written) == details(plain))
    }

    @Test(arguments: InjectionCorpus.texts)
    func `What is for terminals holds nothing that drives one`(_ text: String) throws {
        let report = try InjectionCorpus.report(everywhere: text)
        for format in [TextReport(), GitHubAnnotations()] as [any ReportFormat] {
            let written = try format.text(for: report)
            #expect(written.unicodeScalars.allSatisfy { $0 == "\n" || !TerminalText.isUnsafe($0) })
        }
        let commands = try GitHubAnnotations().text(for: report).split(separator: "\n").map { $0.prefix(8) }
        #expect(
            commands.allSatisfy { $0.hasPrefix("::error ") || $0.hasPrefix("::warnin") || $0.hasPrefix("::notice") }
        )
    }
}
