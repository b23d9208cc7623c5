//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The tool of a SARIF run, with its rules.
struct SARIFTool {
    /// What of a rule findings need.
    struct Rule {
        var title: String
        var remediation: String
        var severity: Severity?
        var weaknesses: [Weakness]
    }

    var name = "SARIF"
    var version = ""
    var rules: [String: Rule] = [:]
    /// The ids of the rules by their position.
    var ruleIDs: [String] = []

    init() {}

    /// The value of a run's `tool`.
    init(_ value: JSONValue) {
        let driver = value["driver"] ?? .null
        name = driver["name"]?.stringValue ?? name
        version = driver["semanticVersion"]?.stringValue ?? driver["version"]?.stringValue ?? ""
        for rule in driver["rules"]?.elements ?? [] {
            let id = rule["id"]?.stringValue ?? ""
            ruleIDs.append(id)
            let title = rule["shortDescription"]?["text"]?.stringValue ?? rule["name"]?.stringValue ?? id
            let tags = (rule["properties"]?["tags"]?.elements ?? []).compactMap(\.stringValue)
            rules[id] = Rule(
                title: title,
                remediation: rule["help"]?["text"]?.stringValue ?? "",
                severity: Self.severity(score: rule["properties"]?["security-severity"]?.scalarText)
                    ?? Self.severity(level: rule["defaultConfiguration"]?["level"]?.stringValue),
                weaknesses: tags.compactMap(Self.weakness)
            )
        }
    }

    /// The severity of a score between 0 and 10, by GitHub's bounds.
    static func severity(score: String?) -> Severity? {
        guard let score = score.flatMap({ Double($0) }) else { return nil }
        return switch score {
        case 9.0...: score > 9.0 ? .critical : .high
        case 7.0..<9.0: .high
        case 4.0..<7.0: .medium
        case 0.0..<4.0: score > 0 ? .low : .info
        default: nil
        }
    }

    /// The severity of a level (SARIF 2.1.0, 3.27.10).
    static func severity(level: String?) -> Severity? {
        switch level {
        case "error": .high
        case "warning": .medium
        case "note": .low
        case "none": .info
        default: nil
        }
    }

    /// The weakness of a tag such as `external/cwe/cwe-089` or `CWE-89`.
    private static func weakness(_ tag: String) -> Weakness? {
        let word = tag.lowercased().split(separator: "/").last ?? ""
        guard word.hasPrefix("cwe-") else { return nil }
        return Int(word.dropFirst(4)).map(Weakness.cwe)
    }
}
