//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension SARIF {
    struct Taxonomy: Codable {
        var name: String
        var version: String?
        var organization: String
        var shortDescription: Text
        var informationUri: String
        var isComprehensive = false
        var taxa: [Taxon]
    }

    struct Taxon: Codable {
        var id: String
        var name: String?
        var shortDescription: Text?
        var helpUri: String
    }

    /// The weaknesses and categories that a run's rules refer to, with their places in the lists.
    struct Taxonomies {
        let weaknesses: [Weakness]
        let categories: [OWASPCategory]

        init(checks: [CheckMetadata]) {
            weaknesses = Set(checks.flatMap(\.weaknesses)).sorted { $0.number < $1.number }
            let used = Set(checks.compactMap(\.category))
            categories = OWASPCategory.allCases.filter(used.contains)
        }

        static let references = [
            ComponentReference(name: "CWE", index: 0), ComponentReference(name: "OWASP API", index: 1),
        ]

        var components: [Taxonomy] {
            [
                Taxonomy(
                    name: "CWE",
                    organization: "MITRE",
                    shortDescription: Text(text: "Common Weakness Enumeration"),
                    informationUri: "https://cwe.mitre.org",
                    taxa: weaknesses.map { Taxon(id: $0.description, helpUri: $0.definitionURL) }
                ),
                Taxonomy(
                    name: "OWASP API",
                    version: "2023",
                    organization: "OWASP",
                    shortDescription: Text(text: "OWASP API Security Top 10 2023"),
                    informationUri: "https://owasp.org/API-Security/editions/2023/en/0x11-t10/",
                    taxa: categories.map {
                        Taxon(
                            id: $0.rawValue,
                            name: $0.title,
                            shortDescription: Text(text: $0.title),
                            helpUri: $0.definitionURL
                        )
                    }
                ),
            ]
        }

        func relationships(of check: CheckMetadata) -> [Relationship] {
            var relationships = weaknesses.enumerated().filter { check.weaknesses.contains($0.element) }.map {
                Self.relationship($0.element.description, $0.offset, component: 0)
            }
            if let category = check.category, let index = categories.firstIndex(of: category) {
                relationships.append(Self.relationship(category.rawValue, index, component: 1))
            }
            return relationships
        }

        private static func relationship(_ id: String, _ index: Int, component: Int) -> Relationship {
            Relationship(
                target: .init(id: id, index: index, toolComponent: references[component]),
                kinds: ["superset"]
            )
        }
    }
}

extension Weakness {
    /// Where MITRE defines the weakness.
    var definitionURL: String { "https://cwe.mitre.org/data/definitions/\(number).html" }
}

extension OWASPCategory {
    /// Where OWASP describes the category.
    var definitionURL: String {
        let words = title.lowercased().split(separator: " ").joined(separator: "-")
        let number = rawValue.dropFirst(3).prefix { $0 != ":" }
        let prefix = number.count == 1 ? "0xa\(number)" : "0xaa"
        return "https://owasp.org/API-Security/editions/2023/en/\(prefix)-\(words)/"
    }
}
