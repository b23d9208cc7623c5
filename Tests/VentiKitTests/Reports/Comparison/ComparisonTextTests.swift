//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ComparisonTextTests {
    private var comparison: ReportComparison {
        var worse = Shop.login
        worse.severity = .high
        let old = Shop.report([Shop.users, Shop.orders, Shop.login, Shop.header])
        var new = Shop.report([Shop.body, worse, Shop.header], on: "2026-11-20")
        new.coverage.operations[3] = Shop.operation("GET /orders/{id}", status: 401)
        new.coverage.operations.append(Shop.operation("GET /open", security: OperationDeclaration.Security.none))
        var comparison = ReportComparison(from: old, to: new)
        comparison.opened = [
            .init(operation: "GET /users/{id}", identity: "bob", owner: nil, before: .denied, after: .allowed)
        ]
        return comparison
    }

    @Test func showsWhatIsNewFirst() {
        #expect(
            ComparisonText(width: 110).text(for: comparison) == """
                From     2026-10-02T10:00:00Z · http://127.0.0.1:8080 · profile safe · 4/4 operations reached · 4 findings
                To       2026-11-20T10:00:00Z · http://127.0.0.1:8080 · profile safe · 4/5 operations reached · 3 findings

                1 new
                  HIGH      bopla.mass-update  PATCH /users/{id} (body /user/role)  It happened.

                1 fixed
                  HIGH      sqli.error  GET /users/{id} (path id)  It happened.

                1 not seen again, which proves nothing
                  CRITICAL  bola.read  GET /orders/{id}  the operation was not reached

                1 changed
                  HIGH      res.no-rate-limit  POST /login  was medium

                1 now possible
                  bob  GET /users/{id}  (was denied)

                Operations
                  added    GET /open · public
                  no longer reached  GET /orders/{id}

                Summary  1 new · 1 fixed · 1 not seen · 1 changed · 1 unchanged

                """
        )
    }

    @Test func listsWhatDidNotChangeOnDemand() {
        var text = ComparisonText()
        #expect(!text.text(for: comparison).contains("headers.nosniff"))
        text.showsUnchanged = true
        #expect(text.text(for: comparison).contains("1 unchanged\n  LOW       headers.nosniff  (host)"))
    }

    @Test func takesControlOfNoTerminal() {
        var evil = Shop.users
        evil.summary = "\u{1B}[2J\u{202E}evil\nline"
        evil.location.path = "/a\u{7}"
        var new = Shop.report([evil])
        new.coverage.operations = [Shop.operation("GET /\u{1B}]0;x", security: OperationDeclaration.Security.none)]
        let text = ComparisonText(width: 60, usesUnicode: false).text(
            for: ReportComparison(from: Shop.report(), to: new)
        )
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.isASCII && $0.value >= 0x20 && $0.value != 0x7F) })
    }

    @Test func inMarkdownNothingBecomesMarkup() throws {
        var evil = Shop.users
        evil.summary = "<script>alert(1)</script> [x](javascript:1) @team #1 `a` **b** | c\n# d"
        let text = ComparisonMarkdown().text(for: ReportComparison(from: Shop.report(), to: Shop.report([evil])))
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("- ") })
        #expect(
            line.hasSuffix(
                "&lt;script&gt;alert\\(1\\)&lt;/script&gt; \\[x\\]\\(javascript\\:1\\) @\u{200B}team \\#1 \\`a\\` "
                    + "\\*\\*b\\*\\* \\| c \\# d"
            )
        )
        #expect(text.hasPrefix("## API security: 1 new · 0 fixed"))
    }

    @Test func markdownNamesWhatMattersAndStopsThere() {
        var markdown = ComparisonMarkdown()
        let text = markdown.text(for: comparison)
        for heading in ["New", "Now possible", "Operations added", "Changed", "Fixed", "No longer reached"] {
            #expect(text.contains("### \(heading)\n\n- "))
        }
        #expect(text.contains("GET /open (**public**)"))
        #expect(!text.contains("Unchanged"))
        markdown.maximumItems = 0
        #expect(markdown.text(for: comparison).contains("- … 1 more"))
    }
}
