//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A comparison in Markdown, for a comment on a change.
///
/// What comes from a target never becomes markup: each character that could is escaped.
public struct ComparisonMarkdown: Sendable {
    /// The findings and operations that each list names. Defaults to 50.
    public var maximumItems: Int = 50
    /// Whether findings that did not change are listed rather than counted. Defaults to false.
    public var showsUnchanged: Bool = false

    /// Makes a way to write comparisons.
    public init() {}

    /// The comparison as text.
    ///
    /// - Parameter comparison: The comparison.
    public func text(for comparison: ReportComparison) -> String {
        var blocks = ["## API security: \(ComparisonText.summary(of: comparison))"]
        blocks += findings("New", comparison.appeared)
        blocks += list(
            "Now possible",
            comparison.opened.map {
                "\(Self.escaped($0.identity)): \(Self.escaped($0.words)) (was \($0.before.rawValue))"
            }
        )
        blocks += list(
            "Operations added",
            comparison.operationsAdded.map { added in
                Self.escaped(added.operation) + (added.openness.map { " (**\($0)**)" } ?? "")
            }
        )
        blocks += list(
            "Changed",
            comparison.changed.map { change in
                Self.line(change.finding)
                    + " (was \(change.severityBefore.rawValue), \(change.confidenceBefore.rawValue))"
            }
        )
        blocks += findings("Fixed", comparison.fixed)
        blocks += findings("Not seen again, which proves nothing", comparison.notSeen)
        blocks += list(
            "No longer possible",
            comparison.closed.map {
                "\(Self.escaped($0.identity)): \(Self.escaped($0.words)) (now \($0.after.rawValue))"
            }
        )
        blocks += list("No longer reached", comparison.noLongerReached.map(Self.escaped))
        blocks += list("Operations removed", comparison.operationsRemoved.map(Self.escaped))
        if showsUnchanged { blocks += findings("Unchanged", comparison.unchanged) }
        let (old, new) = (comparison.old, comparison.new)
        blocks.append(
            "\(old.reached)/\(old.operations) operations were reached on \(Self.escaped(old.startedAt)), "
                + "\(new.reached)/\(new.operations) on \(Self.escaped(new.startedAt))."
        )
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private func findings(_ name: String, _ items: [ReportComparison.Item]) -> [String] {
        list(
            name,
            items.map { item in
                let note = item.reason.map { " (\(Self.escaped($0)))" } ?? ""
                return Self.line(item) + (item.isAccepted ? " (accepted)" : "") + note
            }
        )
    }

    private func list(_ name: String, _ items: [String]) -> [String] {
        guard !items.isEmpty else { return [] }
        var lines = items.prefix(max(0, maximumItems)).map { "- \($0)" }
        if items.count > lines.count { lines.append("- … \(items.count - lines.count) more") }
        return ["### \(name)", lines.joined(separator: "\n")]
    }

    private static func line(_ item: ReportComparison.Item) -> String {
        "**\(item.severity.rawValue)** \(escaped(item.checkID.shortName)) at \(escaped(item.place)): "
            + escaped(item.summary.isEmpty ? item.title : item.summary)
    }

    /// Text in which no character means anything to Markdown or HTML, on one line and not too long.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in TerminalText.cut(TerminalText.line(text), to: 500) {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            // A name after it would be told of the comment.
            case "@": result += "@\u{200B}"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "-", ".", "!", "|", "~", "=", ":", "$":
                result += "\\\(character)"
            default: result.append(character)
            }
        }
        return result
    }
}
