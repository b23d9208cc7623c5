//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A result of a SARIF run, as much of it as a finding needs.
struct SARIFImportedResult {
    private var rule: String?
    private var ruleIndex: Int?
    private var message: String
    private var level: String?
    private var score: String?
    private var method: String
    private var url: String
    private var file: String?
    private var line: Int
    private var column: Int
    private var logicalName: String?

    /// The value of an element of `results`.
    ///
    /// - Returns: `nil` where the value is no object.
    init?(_ value: JSONValue) {
        guard case .object = value else { return nil }
        rule = value["ruleId"]?.stringValue ?? value["rule"]?["id"]?.stringValue
        if case .integer(let index)? = value["ruleIndex"] ?? value["rule"]?["index"] { ruleIndex = index }
        message = value["message"]?["text"]?.stringValue ?? ""
        level = value["level"]?.stringValue
        score = value["properties"]?["security-severity"]?.scalarText
        method = value["webRequest"]?["method"]?.stringValue ?? ""
        url = value["webRequest"]?["target"]?.stringValue ?? ""
        let location = value["locations"]?.elements.first
        let physical = location?["physicalLocation"]
        file = physical?["artifactLocation"]?["uri"]?.stringValue
        line = Self.number(physical?["region"]?["startLine"])
        column = Self.number(physical?["region"]?["startColumn"])
        logicalName = location?["logicalLocations"]?.elements.first?["fullyQualifiedName"]?.stringValue
    }

    /// The finding.
    ///
    /// - Parameters:
    ///   - tool: The run's tool.
    ///   - places: The places of the API.
    /// - Returns: `nil` where the result is about another host.
    func finding(of tool: SARIFTool, in places: inout ImportedPlaces) -> Finding? {
        let indexed = ruleIndex.flatMap { tool.ruleIDs.indices.contains($0) ? tool.ruleIDs[$0] : nil }
        let id = rule ?? indexed ?? "unknown"
        let known = tool.rules[id]
        guard let location = location(in: &places) else { return nil }
        let weaknesses = known?.weaknesses ?? []
        return Finding(
            checkID: CheckID(Self.namespace(tool.name) + ImportedFindings.bounded(id, 200)),
            title: known?.title ?? id,
            summary: message,
            severity: SARIFTool.severity(score: score) ?? known?.severity ?? SARIFTool.severity(level: level)
                ?? .medium,
            confidence: .tentative,
            category: weaknesses.lazy.compactMap(OWASPCategory.init(weakness:)).first,
            weaknesses: weaknesses,
            location: location,
            remediation: known?.remediation ?? ""
        )
    }

    /// An operation such as `GET /users/{id}` where the result names one, or a URL, or a file.
    private func location(in places: inout ImportedPlaces) -> FindingLocation? {
        let source = file.map { SourceLocation(file: $0, line: max(1, line), column: max(1, column)) }
        let words = (logicalName ?? "").split(separator: " ")
        if words.count == 2, words[1].hasPrefix("/"), words[0].allSatisfy(\.isUppercase) {
            return FindingLocation(method: String(words[0]), path: String(words[1]), source: source)
        }
        let text = url.isEmpty && file?.contains("://") == true ? file ?? "" : url
        guard !text.isEmpty else { return FindingLocation(source: source) }
        let url = ImportedURL(text)
        guard places.admits(url) else { return nil }
        var location = places.location(method: method, url: url)
        if location.source == nil, file?.contains("://") != true { location.source = source }
        return location
    }

    private static func number(_ value: JSONValue?) -> Int {
        if case .integer(let number)? = value { number } else { 1 }
    }

    /// The first word of the tool's name in small letters; VentiKit's own ids have their namespace already.
    private static func namespace(_ tool: String) -> String {
        let word = tool.lowercased().prefix { $0.isLetter || $0.isNumber }
        return word.isEmpty ? "sarif." : word == "ventikit" ? "" : word + "."
    }
}
