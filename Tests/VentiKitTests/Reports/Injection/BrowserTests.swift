//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// The HTML report in a real browser, with what would run in every text of it.
@Suite(.serialized, .disabled(if: Browser.isMissing, "Chromium is not installed; .ci/run installs it."))
struct BrowserTests {
    /// The report without its Content Security Policy, which would stop what escaping has missed.
    private func unguarded(_ html: String) -> String {
        html.replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
    }

    @Test func `The browser runs what is markup, so that its silence means something`() throws {
        let page = try HTMLReport().text(for: Sample.report)
        for text in InjectionCorpus.texts.prefix(5) {
            let raw = unguarded(page).replacing("</h1>", with: "\(text)</h1>")
            let style =
                text.hasPrefix("</style>") ? unguarded(page).replacing("</style>", with: "\(text)</style>") : raw
            let document = try Browser.document(of: style)
            #expect(document.contains("<title>\(InjectionCorpus.mark)</title>"), "\(text)")
        }
    }

    @Test func `The policy of the page stops a script that got in`() throws {
        let page = try HTMLReport().text(for: Sample.report)
        let document = try Browser.document(of: page.replacing("</h1>", with: "\(InjectionCorpus.texts[0])</h1>"))
        #expect(!document.contains("<title>\(InjectionCorpus.mark)</title>"))
    }

    @Test func `No text of a report runs anything`() throws {
        // One page for all texts: each in every place of a report of its own, one after another.
        for start in stride(from: 0, to: InjectionCorpus.texts.count, by: 12) {
            let pages = try InjectionCorpus.texts[start..<min(start + 12, InjectionCorpus.texts.count)].map { text in
                unguarded(try HTMLReport().text(for: InjectionCorpus.report(everywhere: text)))
            }
            let document = try Browser.document(of: pages.joined(separator: "\n"))
            #expect(!document.contains("<title>\(InjectionCorpus.mark)"))
            #expect(!document.contains(/<script|<iframe|<img|<[a-z][^<>]*\son[a-z]+="/))
        }
    }

    @Test func `The style sheet is the one that the policy names`() throws {
        // Where the digest is wrong, the browser applies no style and shows what is meant to be hidden as a block.
        let page = try HTMLReport().text(for: Sample.report)
        let probe = "<script>document.title=getComputedStyle(document.querySelector('.skip')).position</script>"
        let policy = "script-src 'unsafe-inline'; style-src"
        let document = try Browser.document(
            of: page.replacing("style-src", with: policy).replacing("</footer>", with: "</footer>\(probe)")
        )
        #expect(document.contains("<title>absolute</title>"))
    }
}
