//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SARIF {
    struct Rule: Codable {
        var id: String
        var name: String
        var shortDescription: Text
        var fullDescription: Text
        var help: RichText
        var defaultConfiguration: Configuration
        var relationships: [Relationship]?
        var properties: Properties

        struct Configuration: Codable {
            var level: Level
        }

        struct Properties: Codable {
            var tags: [String]
            var precision: String
            var securitySeverity: String

            enum CodingKeys: String, CodingKey {
                case tags, precision
                case securitySeverity = "security-severity"
            }
        }
    }

    struct Relationship: Codable {
        var target: Target
        var kinds: [String]

        struct Target: Codable {
            var id: String
            var index: Int
            var toolComponent: ComponentReference
        }
    }

    struct ComponentReference: Codable {
        var name: String
        var index: Int
    }
}

extension SARIF.Rule {
    /// The rule of one check.
    ///
    /// GitHub shows the severity and precision of the rule, not of the result, so they are those of the worst and of
    /// the least certain of its findings.
    init(_ check: CheckMetadata, digest: CheckDigest?, taxonomies: SARIF.Taxonomies) {
        let severity = digest?.worst ?? check.severity
        let explanation = check.explanation.isEmpty ? check.title : check.explanation
        let remediation = check.remediation.isEmpty ? "See the finding." : check.remediation
        id = check.id.ruleID
        name = Self.name(for: check.id)
        // GitHub refuses a log with an empty text in one of these.
        let title = check.title.isEmpty ? check.id.ruleID : check.title
        shortDescription = SARIF.Text(text: title.bounded(to: 1_024))
        fullDescription = SARIF.Text(text: explanation.isEmpty ? title : explanation.bounded(to: 1_024))
        help = SARIF.RichText(
            text: ([remediation] + Self.references(of: check).map { "\($0.name): \($0.url)" })
                .joined(separator: "\n"),
            markdown: (["\(explanation)\n\n**Fix**: \(remediation)\n"]
                + Self.references(of: check).map { "- [\($0.name)](\($0.url))" })
                .joined(separator: "\n")
        )
        defaultConfiguration = Configuration(level: SARIF.Level(severity))
        let relationships = taxonomies.relationships(of: check)
        self.relationships = relationships.isEmpty ? nil : relationships
        properties = Properties(
            tags: Self.tags(of: check),
            precision: Self.precision(digest?.leastConfidence),
            securitySeverity: Self.securitySeverity(severity)
        )
    }

    /// `venti.sqli.error` becomes `SqliError`: at most 255 characters, letters and digits only.
    private static func name(for id: CheckID) -> String {
        let words = id.shortName.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return name.isEmpty ? "Check" : String(name.prefix(255))
    }

    /// At most 20, with `security` among them, without which GitHub shows no security severity.
    private static func tags(of check: CheckMetadata) -> [String] {
        var tags = ["security", "api"]
        if let category = check.category {
            tags.append("external/owasp/" + category.rawValue.lowercased().replacing(":", with: "-"))
        }
        for weakness in Set(check.weaknesses).sorted(by: { $0.number < $1.number }) {
            let digits = String(weakness.number)
            tags.append("external/cwe/cwe-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits)
        }
        return Array(tags.prefix(20))
    }

    private static func precision(_ confidence: Confidence?) -> String {
        switch confidence {
        case .confirmed: "very-high"
        case .firm, nil: "high"
        case .tentative: "medium"
        }
    }

    /// In the middle of GitHub's bands: above 9.0 is critical, from 7.0 high, from 4.0 medium, from 0.1 low.
    private static func securitySeverity(_ severity: Severity) -> String {
        switch severity {
        case .critical: "9.5"
        case .high: "8.0"
        case .medium: "5.5"
        case .low: "2.5"
        case .info: "0.1"
        }
    }

    private static func references(of check: CheckMetadata) -> [(name: String, url: String)] {
        check.weaknesses.map { ($0.description, $0.definitionURL) }
            + (check.category.map { [("OWASP \($0.rawValue) \($0.title)", $0.definitionURL)] } ?? [])
    }
}

extension CheckID {
    /// The id as a rule's: never empty, and not longer than GitHub takes.
    var ruleID: String { rawValue.isEmpty ? "unknown" : String(rawValue.prefix(255)) }
}

extension SARIF.Level {
    init(_ severity: Severity) {
        switch severity {
        case .critical, .high: self = .error
        case .medium: self = .warning
        case .low, .info: self = .note
        }
    }
}
