//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A page of HTML on its way to its output.
///
/// Markup is only ever a `StaticString`, which cannot hold what a target said; all other text is escaped.
struct HTMLPage {
    var buffer = ReportBuffer()

    /// Appends markup.
    mutating func raw(_ markup: StaticString) { buffer.append(markup) }

    mutating func number(_ number: Int) { buffer.append(number.grouped) }

    /// Appends text, as it may stand in an element or between the quotation marks of an attribute.
    ///
    /// Characters that a reader does not see, or that change the order of others, are named instead: `⟨U+202E⟩`.
    mutating func text(_ text: String) {
        if text.utf8.allSatisfy({ $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0A || $0 == 0x09) }) {
            buffer.append(text, replacing: Self.entity)
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\t": buffer.append(UInt8(truncatingIfNeeded: scalar.value))
            case "\r": break
            case _ where TerminalText.isUnsafe(scalar):
                buffer.append("⟨U+\(String(scalar.value, radix: 16, uppercase: true))⟩")
            default: buffer.append(String(scalar), replacing: Self.entity)
            }
        }
    }

    private static func entity(for byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }

    /// Appends an attribute with a space before it.
    mutating func attribute(_ name: StaticString, _ value: String) {
        raw(" ")
        raw(name)
        raw("=\"")
        text(value)
        raw("\"")
    }

    /// Appends an element that holds text.
    mutating func element(_ name: StaticString, _ text: String, class type: StaticString? = nil) {
        element(name, class: type) { $0.text(text) }
    }

    /// Appends an element.
    mutating func element(
        _ name: StaticString,
        class type: StaticString? = nil,
        id: StaticString? = nil,
        _ body: (inout HTMLPage) -> Void
    ) {
        raw("<")
        raw(name)
        if let type {
            raw(" class=\"")
            raw(type)
            raw("\"")
        }
        if let id {
            raw(" id=\"")
            raw(id)
            raw("\"")
        }
        raw(">")
        body(&self)
        raw("</")
        raw(name)
        raw(">")
    }

    /// Appends a part of the page under a heading of the second level.
    mutating func section(_ id: StaticString, _ title: StaticString, _ body: (inout HTMLPage) -> Void) {
        raw("\n<section id=\"")
        raw(id)
        raw("\" aria-labelledby=\"h-")
        raw(id)
        raw("\">\n<h2 id=\"h-")
        raw(id)
        raw("\">")
        raw(title)
        raw("</h2>\n")
        body(&self)
        raw("</section>\n")
    }

    /// Appends a table that scrolls by itself where it is wider than the page.
    mutating func table(
        _ caption: String,
        _ columns: [String],
        class type: StaticString = "",
        _ rows: (inout HTMLPage) -> Void
    ) {
        raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\"")
        attribute("aria-label", caption)
        raw("><table class=\"")
        raw(type)
        raw("\">")
        element("caption", caption)
        raw("<thead><tr>")
        for column in columns {
            raw("<th scope=\"col\">")
            text(column)
            raw("</th>")
        }
        raw("</tr></thead><tbody>\n")
        rows(&self)
        raw("</tbody></table></div>\n")
    }

    /// Appends a row of a table whose first cell is its heading.
    mutating func row(_ heading: String, _ cells: [String]) {
        raw("<tr><th scope=\"row\">")
        text(heading)
        raw("</th>")
        for cell in cells { element("td", cell) }
        raw("</tr>\n")
    }

    /// Appends a severity as a coloured word.
    mutating func badge(_ severity: Severity) {
        raw("<span class=\"sev ")
        raw(severity.markupName)
        raw("\">")
        raw(severity.markupName)
        raw("</span>")
    }
}

extension Severity {
    /// The severity as a class of the style sheet, and as a word.
    var markupName: StaticString {
        switch self {
        case .critical: "critical"
        case .high: "high"
        case .medium: "medium"
        case .low: "low"
        case .info: "info"
        }
    }
}
