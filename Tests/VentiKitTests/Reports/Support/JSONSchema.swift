//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The part of JSON Schema 2020-12 that VentiKit's own schemas use.
///
/// Members that a schema does not name are problems here, although the standard allows them: so the schemas cannot fall
/// behind the code.
struct JSONSchema {
    let root: TestJSON
    /// Other schemas by their `$id`.
    var others: [String: TestJSON] = [:]

    private static let known: Set<String> = [
        "$schema", "$id", "$defs", "$ref", "title", "description", "type", "const", "enum", "required", "properties",
        "additionalProperties", "items", "oneOf", "minimum", "maximum", "pattern",
        "minItems", "uniqueItems",
    ]

    /// What is wrong with the value; empty for a valid one.
    func problems(in value: TestJSON) -> [String] { check(value, against: root, in: root, at: "$") }

    private func check(_ value: TestJSON, against schema: TestJSON, in document: TestJSON, at place: String) -> [String]
    {
        let unknown = Set(schema.members.keys).subtracting(Self.known)
        guard unknown.isEmpty else { return ["\(place): the validator does not know \(unknown.sorted())"] }
        if let reference = schema["$ref"]?.string {
            guard let (target, home) = resolve(reference, in: document) else {
                return ["\(place): \(reference) leads nowhere"]
            }
            return check(value, against: target, in: home, at: place)
        }
        if let alternatives = schema["oneOf"]?.elements, !alternatives.isEmpty {
            let results = alternatives.map { check(value, against: $0, in: document, at: place) }
            let matches = results.count { $0.isEmpty }
            if matches == 1 { return [] }
            // The alternative that came closest says most.
            let closest = results.min { $0.count < $1.count } ?? []
            return ["\(place): \(matches) of \(alternatives.count) alternatives match"] + closest
        }
        return checkScalar(value, schema, place) + checkArray(value, schema, place)
            + checkObject(value, schema, document, place)
            + value.elements.enumerated().flatMap { index, element in
                schema["items"].map { check(element, against: $0, in: document, at: "\(place)[\(index)]") } ?? []
            }
    }

    private func checkScalar(_ value: TestJSON, _ schema: TestJSON, _ place: String) -> [String] {
        var problems: [String] = []
        if let type = schema["type"]?.string, !Self.has(value, type: type) { problems.append("\(place): not \(type)") }
        if let constant = schema["const"], constant != value { problems.append("\(place): not \(constant)") }
        if let values = schema["enum"]?.elements, !values.contains(value) { problems.append("\(place): not in enum") }
        if let minimum = schema["minimum"]?.number, let number = value.number, number < minimum {
            problems.append("\(place): below \(minimum)")
        }
        if let maximum = schema["maximum"]?.number, let number = value.number, number > maximum {
            problems.append("\(place): above \(maximum)")
        }
        if let pattern = schema["pattern"]?.string, let text = value.string {
            let matches = (try? Regex(pattern)).flatMap { try? $0.firstMatch(in: text) } != nil
            if !matches { problems.append("\(place): \(text) does not match \(pattern)") }
        }
        return problems
    }

    private func checkArray(_ value: TestJSON, _ schema: TestJSON, _ place: String) -> [String] {
        guard case .array(let elements) = value else { return [] }
        var problems: [String] = []
        if let minimum = schema["minItems"]?.number, Double(elements.count) < minimum {
            problems.append("\(place): fewer than \(minimum) elements")
        }
        if schema["uniqueItems"] == .bool(true) {
            let isRepeated = elements.enumerated().contains { elements[..<$0.offset].contains($0.element) }
            if isRepeated { problems.append("\(place): an element is repeated") }
        }
        return problems
    }

    private func checkObject(
        _ value: TestJSON,
        _ schema: TestJSON,
        _ document: TestJSON,
        _ place: String
    ) -> [String] {
        guard case .object(let members) = value else { return [] }
        var problems = (schema["required"]?.elements ?? []).compactMap(\.string)
            .filter { members[$0] == nil }.map { "\(place).\($0): missing" }
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            if let property = schema["properties"]?[name] ?? schema["additionalProperties"] {
                problems += check(member, against: property, in: document, at: "\(place).\(name)")
            } else {
                problems.append("\(place).\(name): not in the schema")
            }
        }
        return problems
    }

    private func resolve(_ reference: String, in document: TestJSON) -> (schema: TestJSON, document: TestJSON)? {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let home = parts[0].isEmpty ? document : others[parts[0]] else { return nil }
        var target: TestJSON? = home
        for step in (parts.count > 1 ? parts[1] : "").split(separator: "/") { target = target?[String(step)] }
        return target.map { ($0, home) }
    }

    private static func has(_ value: TestJSON, type: String) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("number", .number), ("boolean", .bool),
            ("null", .null):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}
