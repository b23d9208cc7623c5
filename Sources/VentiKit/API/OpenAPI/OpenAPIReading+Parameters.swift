//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The parameters of an operation, each name once at each place.
private struct ParameterList {
    private struct Key: Hashable {
        var name: String
        var location: APIParameter.Location
    }

    private(set) var parameters: [APIParameter] = []
    private var indexes: [Key: (index: Int, isOwn: Bool)] = [:]

    func contains(_ name: String, _ location: APIParameter.Location) -> Bool {
        indexes[Key(name: name, location: location)] != nil
    }

    /// Adds a parameter, or replaces one; returns whether the operation itself has described it before.
    mutating func add(_ parameter: APIParameter, isOwn: Bool) -> Bool {
        let key = Key(name: parameter.name, location: parameter.location)
        guard let known = indexes[key] else {
            indexes[key] = (parameters.count, isOwn)
            parameters.append(parameter)
            return false
        }
        parameters[known.index] = parameter
        indexes[key] = (known.index, isOwn)
        return known.isOwn && isOwn
    }
}

extension OpenAPIReading {
    /// The parameters of an operation with those of its path, each once; those of the body are set aside.
    mutating func parameters(
        of path: String,
        _ own: [DocumentNode],
        inherited: [DocumentNode],
        bodyParameters: inout [DocumentNode],
        location: SourceLocation
    ) -> [APIParameter] {
        var list = ParameterList()
        let template = PathTemplate(path)
        guard spend(inherited.count + own.count) else { return [] }
        for (index, node) in (inherited + own).enumerated() {
            guard let resolved = follow(node) else { continue }
            guard resolved.isMapping else {
                note(
                    .warning,
                    "The parameter is \(resolved.kindName), not a mapping; it is ignored.",
                    resolved.location
                )
                continue
            }
            let place = resolved[.location]?.text?.lowercased() ?? ""
            if place == "body" || place == "formdata" || place == "form" {
                bodyParameters.append(resolved)
                continue
            }
            let isShared = isInShared || index < inherited.count || NodePlace(resolved) != NodePlace(node)
            guard var parameter = parameter(resolved, place, isShared: isShared) else { continue }
            if parameter.location == .path {
                guard let name = template.name(for: parameter.name) else {
                    note(
                        .note,
                        "The path has no “{\(parameter.name.prefix(60))}”; the parameter is ignored.",
                        resolved.location
                    )
                    continue
                }
                parameter.name = name
            }
            if list.add(parameter, isOwn: index >= inherited.count) {
                note(
                    .note,
                    "The parameter “\(parameter.name.prefix(60))” is described twice; the last counts.",
                    resolved.location
                )
            }
        }
        for name in template.names where !list.contains(name, .path) {
            note(.note, "The path's parameter “{\(name.prefix(60))}” is not described; it is read as a text.", location)
            _ = list.add(APIParameter(name: name, location: .path, schema: APISchema(.string)), isOwn: false)
        }
        return list.parameters
    }

    private mutating func parameter(_ node: DocumentNode, _ place: String, isShared: Bool) -> APIParameter? {
        guard isShared else { return parameter(node, place) }
        let key = NodePlace(node)
        if let known = sharedParameters[key] { return known }
        let parameter = parameter(node, place)
        sharedParameters[key] = parameter
        return parameter
    }

    private mutating func parameter(_ node: DocumentNode, _ place: String) -> APIParameter? {
        guard let name = node[.name]?.text else {
            note(.warning, "The parameter has no “name”; it is ignored.", node.location)
            return nil
        }
        guard let location = APIParameter.Location(rawValue: place) else {
            note(
                .warning,
                "The parameter “\(name.prefix(60))” is in “\(place.prefix(30))”. Write path, query, header or cookie; it is ignored.",
                node.location
            )
            return nil
        }
        // OpenAPI 3.1, 4.8.12.1: these fields are described by the body, the responses and the security schemes.
        if location == .header, ["accept", "content-type", "authorization"].contains(name.lowercased()) {
            note(
                .note,
                "The header field “\(name)” is no parameter; it is ignored. Describe it by a body or a security scheme.",
                node.location
            )
            return nil
        }
        let content = node[.content]?.members.first { !$0.isExtension }?.value
        var schema = APISchema()
        if let described = node[.schema] ?? content?[.schema] {
            schema = self.schema(described)
        } else if node[.type] != nil || node[.enumeration] != nil {
            schema = self.schema(node)
        }
        let (style, explode) = serialization(node, location)
        return APIParameter(
            name: name,
            location: location,
            isRequired: node[.required]?.bool ?? false,
            schema: schema,
            style: style,
            explode: explode,
            allowsReserved: node[.allowReserved]?.bool ?? false,
            examples: examples(node) + (content.map { examples($0) } ?? [])
        )
    }

    private mutating func serialization(
        _ node: DocumentNode,
        _ location: APIParameter.Location
    ) -> (APIParameter.Style?, Bool?) {
        if let format = node[.collectionFormat]?.text {
            switch format {
            case "ssv": return (.spaceDelimited, false)
            case "tsv": return (.tabDelimited, false)
            case "pipes": return (.pipeDelimited, false)
            case "multi": return (.form, true)
            default: return (location == .query ? .form : .simple, false)
            }
        }
        let text = node[.style]?.text
        let style = text.flatMap { APIParameter.Style(rawValue: $0) }
        if let text, style == nil {
            note(
                .warning,
                "The style “\(text.prefix(60))” does not exist; the default is used.",
                node[.style]?.location
            )
        }
        // Swagger 2.0 writes lists as comma-separated values.
        let explode = node[.explode]?.bool ?? (version == .swagger2 ? false : nil)
        return (style, explode)
    }

    /// The values under `example` and `examples`, through their references.
    mutating func examples(_ node: DocumentNode) -> [JSONValue] {
        var values: [JSONValue] = []
        if let example = node[.example] ?? node[.xExample] { values.append(JSONValue(example)) }
        guard let examples = node[.examples] else { return values }
        if examples.isSequence { return values + examples.elements.map { JSONValue($0) } }
        for member in examples.members {
            guard member.value.isMapping, let example = follow(member.value) else { continue }
            if let value = example[.value] { values.append(JSONValue(value)) }
        }
        return values
    }
}
