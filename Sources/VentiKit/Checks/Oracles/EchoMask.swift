//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Takes texts that a response may echo out of it, in every encoding a server is likely to use.
struct EchoMask: Sendable {
    let needles: [String]

    /// Makes a mask for the texts. Longer ones go first, so that one text inside another does not break it up.
    init(_ texts: [String]) {
        var needles: [String] = []
        for text in texts where !text.isEmpty {
            let percent = PercentEncoding.encode(text)
            let html = Self.htmlEscaped(text)
            for form in [
                text, percent, percent.replacing("%20", with: "+"), percent.lowercased(), html,
                html.replacing("&#39;", with: "&#x27;"), Self.jsonEscaped(text), text.replacing("'", with: "''"),
                text.replacing("\"", with: "\\\""), text.replacing("'", with: "\\'"),
            ] where !needles.contains(form) {
                needles.append(form)
            }
        }
        self.needles = needles.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }

    /// The text with every echo replaced by one mark.
    func strip(_ text: String) -> String {
        var result = text
        for needle in needles where result.contains(needle) { result = result.replacing(needle, with: "\u{1}") }
        return result
    }

    private static func htmlEscaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }

    private static func jsonEscaped(_ text: String) -> String {
        let quoted = String(decoding: JSONValue.string(text).serializedJSON(), as: UTF8.self)
        return String(quoted.dropFirst().dropLast())
    }
}
