//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What GitHub code scanning demands of a SARIF file, and what makes it refuse one.
///
/// Source: [SARIF support for code scanning](https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
enum GitHubSARIFRules {
    /// The rules that the file breaks; empty for one that GitHub takes in.
    static func problems(in log: TestJSON) -> [String] {
        var problems: [String] = []
        if log["$schema"]?.string?.hasPrefix("https://") != true { problems.append("$schema is missing") }
        if log["version"]?.string != "2.1.0" { problems.append("version is not 2.1.0") }
        let runs = log["runs"]?.elements ?? []
        if runs.isEmpty || runs.count > 20 { problems.append("\(runs.count) runs") }
        for run in runs { problems += check(run) }
        return problems
    }

    private static func check(_ run: TestJSON) -> [String] {
        var problems: [String] = []
        if run.at("tool.driver.name")?.string?.isEmpty != false { problems.append("the driver has no name") }
        if run.at("invocations.0.executionSuccessful")?.bool == nil {
            problems.append("executionSuccessful is missing")
        }
        if run.at("automationDetails.id")?.string?.contains("/") != true { problems.append("the run has no category") }
        let rules = run.at("tool.driver.rules")?.elements ?? []
        if rules.count > 25_000 { problems.append("\(rules.count) rules") }
        if Set(rules.compactMap { $0["id"]?.string }).count != rules.count {
            problems.append("a rule has no id of its own")
        }
        for rule in rules { problems += check(rule: rule) + relationships(of: rule, in: run) }
        guard case .array(let results)? = run["results"] else { return problems + ["results is missing"] }
        if results.count > 25_000 { problems.append("\(results.count) results") }
        for result in results { problems += check(result: result, rules: rules) }
        return problems
    }

    private static func check(rule: TestJSON) -> [String] {
        let id = rule["id"]?.string ?? "?"
        var problems: [String] = []
        for path in ["shortDescription.text", "fullDescription.text"] where !isText(rule.at(path), atMost: 1_024) {
            problems.append("\(id): \(path)")
        }
        for path in ["id", "name"] where !isText(rule.at(path), atMost: 255) { problems.append("\(id): \(path)") }
        for path in ["help.text", "help.markdown"] where !isText(rule.at(path), atMost: .max) {
            problems.append("\(id): \(path)")
        }
        if !["note", "warning", "error"].contains(rule.at("defaultConfiguration.level")?.string) {
            problems.append("\(id): defaultConfiguration.level")
        }
        let tags = rule.at("properties.tags")?.elements.compactMap(\.string) ?? []
        if tags.count > 20 || !tags.contains("security") || Set(tags).count != tags.count {
            problems.append("\(id): properties.tags")
        }
        if !["very-high", "high", "medium", "low"].contains(rule.at("properties.precision")?.string) {
            problems.append("\(id): properties.precision")
        }
        let severity = rule.at("properties.security-severity")?.string.flatMap(Double.init) ?? 0
        if severity <= 0 || severity > 10 { problems.append("\(id): security-severity is no string above 0") }
        return problems
    }

    /// A rule's relationships must lead to the taxa that they name.
    private static func relationships(of rule: TestJSON, in run: TestJSON) -> [String] {
        (rule["relationships"]?.elements ?? []).compactMap { relationship in
            guard let taxon = relationship.at("target.index")?.number, let id = relationship.at("target.id")?.string,
                let component = relationship.at("target.toolComponent.index")?.number
            else { return "a relationship has no target" }
            let taxonomy = run["taxonomies"]?[Int(component)]
            let leads =
                taxonomy?["taxa"]?[Int(taxon)]?["id"]?.string == id
                && taxonomy?["name"] == relationship.at("target.toolComponent.name")
            return leads ? nil : "a relationship to \(id) leads elsewhere"
        }
    }

    private static func check(result: TestJSON, rules: [TestJSON]) -> [String] {
        let id = result["ruleId"]?.string ?? "?"
        var problems: [String] = []
        if let index = result["ruleIndex"]?.number, rules.indices.contains(Int(index)) {
            if rules[Int(index)]["id"]?.string != id { problems.append("\(id): ruleIndex is of another rule") }
        } else {
            problems.append("\(id): ruleIndex leads nowhere")
        }
        if result.at("message.text")?.string?.isEmpty != false { problems.append("\(id): no message") }
        if !["note", "warning", "error"].contains(result["level"]?.string) { problems.append("\(id): level") }
        let locations = result["locations"]?.elements ?? []
        if locations.isEmpty || locations.count > 1_000 { problems.append("\(id): \(locations.count) locations") }
        for location in locations { problems += check(location: location).map { "\(id): \($0)" } }
        let hash = result.at("partialFingerprints.primaryLocationLineHash")?.string ?? ""
        if hash.split(separator: ":").count != 2 { problems.append("\(id): primaryLocationLineHash") }
        let steps = result.at("codeFlows.0.threadFlows.0.locations")?.elements ?? []
        if steps.count > 10_000 { problems.append("\(id): \(steps.count) thread flow locations") }
        for step in steps { problems += check(location: step["location"] ?? .null).map { "\(id): step: \($0)" } }
        return problems
    }

    private static func check(location: TestJSON) -> [String] {
        var problems: [String] = []
        let uri = location.at("physicalLocation.artifactLocation.uri")?.string ?? ""
        if !isRelativeReference(uri) { problems.append("the uri \"\(uri)\" is not relative to a repository") }
        let region = location.at("physicalLocation.region")
        let numbers = ["startLine", "startColumn", "endLine", "endColumn"].map { region?[$0]?.number ?? 0 }
        if numbers.contains(where: { $0 < 1 }) { problems.append("region \(numbers)") }
        if numbers[2] < numbers[0] || (numbers[2] == numbers[0] && numbers[3] <= numbers[1]) {
            problems.append("region \(numbers) is empty")
        }
        return problems
    }

    /// Neither empty nor absolute, within the repository, and made of what a URI may hold (RFC 3986).
    static func isRelativeReference(_ uri: String) -> Bool {
        let segments = uri.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = segments.first, !first.isEmpty, !first.contains(":") else { return false }
        guard !segments.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else { return false }
        return uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>\\^`{|}?#".utf8.contains($0) }
    }

    private static func isText(_ value: TestJSON?, atMost maximum: Int) -> Bool {
        guard let text = value?.string else { return false }
        return !text.isEmpty && text.unicodeScalars.count <= maximum
    }
}
