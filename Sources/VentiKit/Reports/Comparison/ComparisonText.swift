//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A comparison for people at a terminal: what is new first, then what is gone, and who can do what they could not.
///
/// What comes from a target cannot drive the terminal: control characters are taken out.
public struct ComparisonText: Sendable {
    /// The characters of a line, at least 60. Defaults to 100.
    public var width: Int
    /// Whether to colour by ANSI escape sequences. Defaults to false.
    public var usesColor: Bool
    /// Whether characters beyond ASCII may be used. Defaults to true.
    public var usesUnicode: Bool
    /// Whether findings that did not change are listed rather than counted. Defaults to false.
    public var showsUnchanged: Bool = false

    /// Makes a way to write comparisons.
    ///
    /// - Parameters:
    ///   - width: The characters of a line.
    ///   - usesColor: Whether to colour.
    ///   - usesUnicode: Whether characters beyond ASCII may be used.
    public init(width: Int = 100, usesColor: Bool = false, usesUnicode: Bool = true) {
        self.width = width
        self.usesColor = usesColor
        self.usesUnicode = usesUnicode
    }

    /// The comparison as text.
    ///
    /// - Parameter comparison: The comparison.
    public func text(for comparison: ReportComparison) -> String {
        var sections: [[String]] = [
            [side("From", comparison.old), side("To", comparison.new)],
            findings("new", comparison.appeared, .bad),
            findings("fixed", comparison.fixed, .good),
            findings("not seen again, which proves nothing", comparison.notSeen, .strong),
            changes(comparison.changed),
            showsUnchanged ? findings("unchanged", comparison.unchanged, .strong) : [],
            access("now possible", comparison.opened, .bad),
            access("no longer possible", comparison.closed, .good),
            operations(comparison),
        ]
        sections.append([field("Summary", Self.summary(of: comparison))])
        return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    /// The sum of a comparison in one line, such as `2 new · 1 fixed · 0 not seen · 12 unchanged`.
    static func summary(of comparison: ReportComparison) -> String {
        var parts = [
            "\(comparison.appeared.count) new", "\(comparison.fixed.count) fixed",
            "\(comparison.notSeen.count) not seen", "\(comparison.changed.count) changed",
            "\(comparison.unchanged.count) unchanged",
        ]
        let accepted = comparison.appeared.count(where: \.isAccepted)
        if accepted > 0 { parts[0] += " (\(accepted) accepted)" }
        return parts.joined(separator: " · ")
    }

    private var style: TextStyle { TextStyle(usesColor: usesColor, usesUnicode: usesUnicode) }

    private var lineWidth: Int { min(max(width, 60), 1_000) }

    private func side(_ name: String, _ side: ReportComparison.Side) -> String {
        var parts = [side.startedAt, side.target, "profile \(side.profile.rawValue)"]
        if side.outcome != .completed { parts.append(side.outcome.rawValue) }
        parts.append("\(side.reached)/\(side.operations) operations reached")
        parts.append("\(side.findings) \(side.findings == 1 ? "finding" : "findings")")
        return field(name, parts.joined(separator: " · "))
    }

    private func findings(_ name: String, _ items: [ReportComparison.Item], _ role: TextStyle.Role) -> [String] {
        guard !items.isEmpty else { return [] }
        return [heading("\(items.count) \(name)", role)] + rows(items.map { (item: $0, note: note(for: $0)) })
    }

    private func note(for item: ReportComparison.Item) -> String {
        var text = item.reason ?? (item.summary.isEmpty ? item.title : item.summary)
        if item.isAccepted { text = "accepted · " + text }
        return text
    }

    private func changes(_ changes: [ReportComparison.Change]) -> [String] {
        guard !changes.isEmpty else { return [] }
        let rows = changes.map { change -> (item: ReportComparison.Item, note: String) in
            var parts: [String] = []
            if change.severityBefore != change.finding.severity {
                parts.append("was \(change.severityBefore.rawValue)")
            }
            if change.confidenceBefore != change.finding.confidence {
                parts.append("\(change.finding.confidence.rawValue), was \(change.confidenceBefore.rawValue)")
            }
            return (change.finding, parts.joined(separator: " · "))
        }
        return [heading("\(changes.count) changed", .strong)] + self.rows(rows)
    }

    private func rows(_ rows: [(item: ReportComparison.Item, note: String)]) -> [String] {
        let checks = rows.map { style.safe($0.item.checkID.shortName) }
        let places = rows.map { style.safe($0.item.place) }
        let checkWidth = min(checks.map(\.count).max() ?? 0, lineWidth / 4)
        let placeWidth = min(places.map(\.count).max() ?? 0, lineWidth / 3)
        return rows.indices.map { index in
            let severity = rows[index].item.severity
            let label = TextReport.padded(severity.rawValue.uppercased(), 8)
            let check = TextReport.padded(TerminalText.cut(checks[index], to: checkWidth), checkWidth)
            let place = TextReport.padded(TerminalText.cut(places[index], to: placeWidth), placeWidth)
            let left = max(12, lineWidth - 16 - checkWidth - placeWidth)
            let note = style.plain(TerminalText.cut(style.safe(rows[index].note), to: left))
            return "  \(style.paint(label, .severity(severity)))  \(check)  \(place)  \(note)"
        }
    }

    private func access(_ name: String, _ changes: [ReportComparison.AccessChange], _ role: TextStyle.Role) -> [String]
    {
        guard !changes.isEmpty else { return [] }
        return [heading("\(changes.count) \(name)", role)]
            + changes.map { style.safe("  \($0.identity)  \($0.words)  (was \($0.before.rawValue))") }
    }

    private func operations(_ comparison: ReportComparison) -> [String] {
        var lines: [String] = []
        for added in comparison.operationsAdded {
            let open = added.openness.map { " · \($0)" } ?? ""
            let line = style.safe("  added    \(added.operation)\(open)")
            lines.append(added.isOpen ? style.paint(line, .bad) : line)
        }
        lines += comparison.operationsRemoved.map { style.safe("  removed  \($0)") }
        lines += comparison.noLongerReached.map { style.safe("  no longer reached  \($0)") }
        lines += comparison.newlyReached.map { style.safe("  now reached        \($0)") }
        return lines.isEmpty ? [] : [heading("Operations", .strong)] + lines
    }

    private func heading(_ text: String, _ role: TextStyle.Role) -> String { style.paint(style.plain(text), role) }

    private func field(_ name: String, _ text: String) -> String {
        style.paint(TextReport.padded(name, 9), .label) + style.safe(text)
    }
}

extension ReportComparison.AccessChange {
    /// What was tried, in words.
    var words: String { owner.map { "\(operation) of \($0)" } ?? operation }
}

extension ReportComparison.AddedOperation {
    /// What the document says of the operation's security, where it lets anybody in.
    var openness: String? {
        guard let security else { return nil }
        return switch security {
        case .none: "public"
        case .optional: "security optional"
        case .undeclared: "no security declared"
        case .required: nil
        }
    }
}
