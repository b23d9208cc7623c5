//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct BaselineFileTests {
    private func read(_ text: String) throws -> Baseline { try Baseline(bytes: Array(text.utf8), name: "base.json") }

    private func message(_ text: String) -> String? {
        do {
            _ = try read(text)
            return nil
        } catch let error as ScanError {
            return error.code == .invalidArgument ? error.message : "wrong code: \(error.code)"
        } catch {
            return "wrong error: \(error)"
        }
    }

    private let first =
        #"{"checkID":"venti.a","fingerprint":"venti/v1:00000000000000000000000000000001","#
        + #""operation":"GET /a","since":"2026-01-02"}"#

    @Test func hasOneFindingOnEachLine() throws {
        let text = try Shop.baseline([Shop.users, Shop.orders, Shop.header]).text()
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3 + 5)
        #expect(lines.filter { $0.contains("\"fingerprint\"") }.count == 3)
        #expect(text.hasPrefix("{\n  \"formatVersion\": 1,\n  \"findings\": [\n    {\"checkID\":\"venti.bola.read\","))
        #expect(text.hasSuffix("}\n  ]\n}\n"))
    }

    @Test func fitsItsSchema() throws {
        let path = "Documentation.docc/Resources/venti-baseline.schema.json"
        let schema = JSONSchema(root: try .parse(PackageFiles.text(path)))
        let text = try Shop.baseline([Shop.users, Shop.header]).text()
        #expect(schema.problems(in: try .parse(text)) == [])
        #expect(schema.problems(in: try .parse(text.replacing("2026-10-02", with: "soon"))) != [])
    }

    @Test func isTheSameFileForTheSameFindings() throws {
        let findings = [Shop.users, Shop.orders, Shop.header, Shop.login, Shop.body]
        let text = try Shop.baseline(findings).text()
        #expect(try Shop.baseline(findings.reversed()).text() == text)
        #expect(try read(text).text() == text)
        #expect(try read(text) == Shop.baseline(findings))
        #expect(try read(Baseline().text()) == Baseline())
    }

    @Test func readsWhatItDoesNotNeedAndWhatIsOld() throws {
        let text = "{\"formatVersion\": 1, \"made\": \"by hand\", \"findings\": [\(first)]}"
        let entry = try #require(try read(text).entries.first)
        #expect(entry.checkID == "venti.a" && entry.profile == nil && entry.since == Sample.date("2026-01-02"))
    }

    @Test func saysWhatIsWrongAndHowToMendIt() {
        #expect(
            message("{") == "base.json: not a baseline: The given data was not valid JSON; "
                + "write it anew with venti baseline write"
        )
        #expect(
            message("{}") == "base.json: this VentiKit reads version 1 of a baseline, not one without formatVersion; "
                + "update venti, or write it anew with venti baseline write"
        )
        #expect(
            message("{\"formatVersion\":2,\"findings\":[]}")
                == "base.json: this VentiKit reads version 1 of a baseline, not 2; "
                + "update venti, or write it anew with venti baseline write"
        )
        #expect(
            message("{\"formatVersion\":1}") == "base.json: not a baseline: findings is missing; "
                + "mend it, or write it anew with venti baseline write"
        )
        #expect(
            message("{\"formatVersion\":1,\"findings\":[\(first.replacing("2026-01-02", with: "2026-02-30"))]}")
                == "base.json: not a baseline: findings[0].since: \"2026-02-30\" is not a date such as 2027-01-31; "
                + "mend it, or write it anew with venti baseline write"
        )
        #expect(
            message("{\"formatVersion\":1,\"findings\":[\(first.replacing("v1:0", with: "v9:0"))]}")
                == "base.json: \"venti/v9:00000000000000000000000000000001\" is no fingerprint of this VentiKit; "
                + "write it anew with venti baseline write"
        )
    }

    @Test func saysOnWhichLineAFindingIsThereAgain() {
        let text = "{\"formatVersion\":1,\"findings\":[\n\(first),\n\(first)\n]}"
        #expect(
            message(text) == "base.json:3: a at GET /a (venti/v1:00000000000000000000000000000001) "
                + "is there twice; remove one of the lines"
        )
    }

    @Test func namesTheLineOfAnUnfinishedMerge() {
        let text = "{\n\"formatVersion\":1,\"findings\":[\n<<<<<<< HEAD\n\(first)\n=======\n>>>>>>> branch\n]}"
        #expect(
            message(text)
                == "base.json:3: an unfinished merge; keep the findings of both sides without the marks"
        )
    }

    @Test func takesNoReportForABaseline() throws {
        let text = try JSONReport().text(for: Sample.report)
        #expect(
            message(text)
                == "base.json: a report, not a baseline; make one of it with venti baseline write base.json"
        )
    }

    @Test(arguments: ["[]", "null", "1", "\"text\"", "", "\u{0}", "{\"formatVersion\":\"1\"}"])
    func anythingElseIsOneClearError(_ text: String) {
        #expect(message(text)?.hasPrefix("base.json: not a baseline: ") == true, "\(message(text) ?? "none")")
    }
}
