//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit

/// What a person wants to know of a check.
enum CheckExplanation {
    static func text(for check: any Check, columns: Int) -> String {
        let metadata = check.metadata
        let category = metadata.category.map { "\($0.rawValue) \($0.title)" } ?? "none"
        let weaknesses = metadata.weaknesses.map(\.description).joined(separator: ", ")
        var lines = ["\(metadata.id.shortName)  \(metadata.title)", ""]
        lines += row("Severity", metadata.severity.rawValue, columns)
        lines += row("OWASP", category, columns)
        if !weaknesses.isEmpty { lines += row("CWE", weaknesses, columns) }
        lines += row("Profile", "\(metadata.profile.rawValue) and above", columns)
        lines += row("Kind", kind(of: check), columns)
        if !metadata.explanation.isEmpty { lines += row("Proof", metadata.explanation, columns) }
        lines += row("Mend", metadata.remediation, columns)
        return lines.joined(separator: "\n")
    }

    static func kind(of check: any Check) -> String {
        switch check {
        case is any DocumentCheck: "reads the document, sends nothing"
        case is any PassiveCheck: "looks at answers to ordinary requests, sends nothing of its own"
        case is any ActiveCheck: "sends requests of its own"
        default: "unknown"
        }
    }

    /// A label and its text, which is broken into lines that stand below each other.
    static func row(_ label: String, _ text: String, _ columns: Int) -> [String] {
        let indent = 12
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, indent + line.count + 1 + word.count > columns {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        lines.append(line)
        return lines.enumerated().map { index, line in
            ProgressText.padded(index == 0 ? "  \(label)" : "", indent) + line
        }
    }
}
