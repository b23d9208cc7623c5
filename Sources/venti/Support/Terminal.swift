//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What the place where text appears can show.
struct Terminal: Sendable, Hashable {
    /// Whether a person watches, and lines can be rewritten.
    var isInteractive: Bool
    var columns: Int
    var showsColor: Bool
    /// Whether characters outside ASCII can be shown.
    var showsUnicode: Bool

    init(isInteractive: Bool, columns: Int = 80, showsColor: Bool = false, showsUnicode: Bool = true) {
        self.isInteractive = isInteractive
        self.columns = columns
        self.showsColor = showsColor
        self.showsUnicode = showsUnicode
    }

    /// The terminal at a stream, if there is one, as the environment describes it.
    init(_ stream: StandardStream, in surroundings: Surroundings) {
        let isDumb = surroundings.variable("TERM") == "dumb"
        isInteractive = stream.isTerminal && !isDumb
        columns = stream.columns ?? surroundings.variable("COLUMNS").flatMap { Int($0) } ?? 80
        showsColor = isInteractive && surroundings.variable("NO_COLOR") == nil
        let locale =
            surroundings.variable("LC_ALL") ?? surroundings.variable("LC_CTYPE") ?? surroundings.variable("LANG")
        let encoding = locale?.lowercased().split(separator: ".").last.map(String.init) ?? ""
        showsUnicode = encoding.hasPrefix("utf-8") || encoding.hasPrefix("utf8")
    }

    /// The text in one line without control characters, so that a document cannot steer the terminal.
    static func singleLine(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                if !result.hasSuffix(" ") { result.append(" ") }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result.trimmingSuffix(while: { $0 == " " })
    }
}

extension String {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
        var end = endIndex
        while end > startIndex, predicate(self[index(before: end)]) { end = index(before: end) }
        return String(self[..<end])
    }
}
