//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The texts of ZAP's reports.
enum ZAPText {
    /// The text of a member that ZAP writes as paragraphs.
    ///
    /// ZAP makes `<p>…</p><p>…</p>` of lines and escapes nothing between: everything but these marks is text, also where
    /// it looks like markup.
    static func plain(_ text: String) -> String {
        var rest = text[...]
        if rest.hasPrefix("<p>") { rest = rest.dropFirst(3) }
        if rest.hasSuffix("</p>") { rest = rest.dropLast(4) }
        return rest.split(separator: "</p><p>", omittingEmptySubsequences: false)
            .map(trimmed).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The pages that a reference names, one a line or paragraph.
    static func links(_ text: String) -> [String] {
        plain(text).split(whereSeparator: \.isWhitespace).map(String.init).filter {
            $0.hasPrefix("https://") || $0.hasPrefix("http://")
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
