//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Mustache
import Testing

@testable import WebUI

/// A value that has every field, each with the same text.
private struct Everything: MustacheParent, MustacheCustomRenderable {
    let text: String
    /// Whether sections are shown, or what is shown in their place.
    let isNull: Bool

    var renderText: String { text }
    func child(named: String) -> Any? { self }
}

struct EscapingTests {
    /// What breaks out of texts, attributes, scripts and templates.
    private static let corpus = [
        "<script>alert(1)</script>", "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)", "</title><svg onload=alert(1)>",
        "</textarea><script>alert(1)</script>", "--><script>alert(1)</script><!--", "{{{page.token}}}", "{{> top}}",
        "]]><script>alert(1)</script>", "<!--", "&lt;script&gt;", "\u{2028}<iframe srcdoc=x>", "`onerror=alert(1)",
        "</pre></code><a href=javascript:alert(1)>", "<base href=//evil.example>",
        "<meta http-equiv=refresh content=0>",
    ]

    @Test(arguments: [false, true], corpus)
    func noFieldOfAnyPageBecomesMarkup(isNull: Bool, hostile: String) throws {
        var library = MustacheLibrary()
        for (name, bytes) in Resources.templates {
            try library.register(String(decoding: bytes, as: UTF8.self), named: name)
        }
        for name in Resources.templates.keys.sorted() {
            let plain = library.render(Everything(text: "x", isNull: isNull), withTemplate: name)
            let written = library.render(Everything(text: hostile, isNull: isNull), withTemplate: name)
            let expected = try #require(plain.map(Self.shape))
            let shape = try #require(written.map(Self.shape))
            #expect(shape == expected, "\(name)")
        }
    }

    @Test(arguments: corpus.filter { $0.contains("<") && !$0.contains("{{") })
    func theComparisonSeesWhatIsNotEscaped(hostile: String) throws {
        let page = try MustacheTemplate(string: "<p title=\"{{title}}\">{{{text}}}</p>")
        let plain = Self.shape(page.render(["title": "x", "text": "x"]))
        #expect(Self.shape(page.render(["title": "x", "text": hostile])) != plain)
    }

    @Test func aPageSaysTheTextThatItWasGiven() throws {
        let page = SignInPage(
            styleURL: "/s",
            iconURL: "/i",
            next: "/",
            email: "\"><b>",
            problem: "<i>no</i>",
            asksForTenant: true,
            tenant: "'"
        )
        let html = try TemplateLibrary().html(page)
        #expect(html.contains("value=\"&quot;&gt;&lt;b&gt;\""))
        #expect(html.contains("<p>&lt;i&gt;no&lt;/i&gt;</p>"))
        #expect(html.contains("value=\"&#39;\""))
    }

    /// The tags of a page in their order, each with the names of its attributes. Comments count as tags.
    private static func shape(_ html: String) -> [String] {
        var tags: [String] = []
        var rest = html[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            var tag = ""
            var quote: Character?
            var isValue = false
            while let next = rest.popFirst() {
                if let open = quote {
                    if next == open { quote = nil }
                    continue
                }
                if next == ">" { break }
                if next == "\"" || next == "'" {
                    quote = next
                    isValue = false
                } else if next == "=" {
                    isValue = true
                } else if next.isWhitespace {
                    isValue = false
                    tag += " "
                } else if !isValue {
                    tag.append(next)
                } else {
                    tag += "!unquoted"
                }
            }
            tags.append(tag)
        }
        return tags
    }
}
