//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A response as read for one list of media types.
struct ResponseKey: Hashable {
    var place: NodePlace
    var produces: [String]
}

extension OpenAPIReading {
    /// The body that a `requestBody` describes.
    mutating func requestBody(_ node: DocumentNode) -> APIRequestBody? {
        guard !node.isNull, let body = follow(node) else { return nil }
        let place = NodePlace(body)
        if let known = sharedBodies[place] { return spend(known.contents.count) ? known : nil }
        guard body.isMapping else {
            note(.warning, "The request body is \(body.kindName), not a mapping; it is ignored.", body.location)
            return nil
        }
        let result = APIRequestBody(isRequired: body[.required]?.bool ?? false, contents: contents(body[.content]))
        if isInShared || place != NodePlace(node) { sharedBodies[place] = result }
        return result
    }

    /// The body that Swagger 2.0 describes by parameters in `body` or `formData`.
    mutating func requestBody(from parameters: [DocumentNode], consumes: [String]) -> APIRequestBody? {
        guard !parameters.isEmpty else { return nil }
        if let body = parameters.last(where: { $0[.location]?.text?.lowercased() == "body" }) {
            let schema = body[.schema].map { sharedSchema($0) } ?? (body[.type] == nil ? nil : sharedSchema(body))
            let types = consumes.isEmpty ? ["application/json"] : consumes
            guard spend(types.count) else { return nil }
            let examples = examples(body)
            return APIRequestBody(
                isRequired: body[.required]?.bool ?? false,
                contents: types.map { APIContent(mediaType: $0, schema: schema, examples: examples) }
            )
        }
        var form = APISchema(.object)
        var indexes: [String: Int] = [:]
        var hasFile = false
        for field in parameters {
            guard let name = field[.name]?.text else {
                note(.warning, "The form field has no “name”; it is ignored.", field.location)
                continue
            }
            hasFile = hasFile || field[.type]?.text == "file"
            var schema = sharedSchema(field[.schema] ?? field)
            schema.examples += field[.xExample].map { [JSONValue($0)] } ?? []
            if let index = indexes[name] {
                form.properties[index].schema = schema
                continue
            }
            indexes[name] = form.properties.count
            form.properties.append(APISchema.Property(name: name, schema: schema))
            if field[.required]?.bool == true { form.required.append(name) }
        }
        let types = consumes.filter { $0.hasPrefix("multipart/") || $0.hasPrefix("application/x-www-form-urlencoded") }
        let standard = hasFile ? "multipart/form-data" : "application/x-www-form-urlencoded"
        return APIRequestBody(
            isRequired: !form.required.isEmpty,
            contents: (types.isEmpty ? [standard] : types).map { APIContent(mediaType: $0, schema: form) }
        )
    }

    /// A schema that several operations may have, read once.
    private mutating func sharedSchema(_ node: DocumentNode) -> APISchema {
        let place = NodePlace(node)
        if let known = sharedSchemas[place] { return known }
        let schema = schema(node)
        sharedSchemas[place] = schema
        return schema
    }

    /// The media types of a `content` mapping.
    mutating func contents(_ node: DocumentNode?) -> [APIContent] {
        guard let node, !node.isNull else { return [] }
        guard node.isMapping else {
            note(.warning, "“content” is \(node.kindName), not a mapping of media types; it is ignored.", node.location)
            return []
        }
        return node.members.filter { !$0.isExtension }.compactMap { member in
            guard spend(1) else { return nil }
            guard let media = follow(member.value) else { return APIContent(mediaType: member.name) }
            return APIContent(
                mediaType: member.name,
                schema: (media[.schema] ?? media[.itemSchema]).map { schema($0) },
                examples: examples(media)
            )
        }
    }

    /// The responses by status code.
    mutating func responses(_ node: DocumentNode?, produces: [String]) -> [String: APIResponse] {
        guard let node, !node.isNull else { return [:] }
        guard node.isMapping, let node = follow(node) else {
            note(
                .warning,
                "“responses” is \(node.kindName), not a mapping of status codes; it is ignored.",
                node.location
            )
            return [:]
        }
        var responses: [String: APIResponse] = [:]
        for member in node.members where !member.isExtension {
            guard spend(1) else { break }
            responses[member.name] = response(member, produces: produces)
        }
        return responses
    }

    private mutating func response(_ member: DocumentMember, produces: [String]) -> APIResponse {
        guard let node = follow(member.value) else { return APIResponse() }
        if !node.isMapping { note(.warning, "The response is \(node.kindName), not a mapping.", member.location) }
        guard isInShared || NodePlace(node) != NodePlace(member.value) else {
            return response(node, produces: produces)
        }
        // One that many operations refer to is read once, and its storage is shared.
        let key = ResponseKey(place: NodePlace(node), produces: produces)
        if let known = sharedResponses[key] { return spend(known.contents.count) ? known : APIResponse() }
        let response = response(node, produces: produces)
        sharedResponses[key] = response
        return response
    }

    private mutating func response(_ node: DocumentNode, produces: [String]) -> APIResponse {
        var response = APIResponse(description: node[.description]?.text ?? "")
        response.headers = node[.headers]?.members.filter { !$0.isExtension || $0.value.isMapping }.map(\.name) ?? []
        if let content = node[.content] {
            response.contents = contents(content)
        } else if let described = node[.schema] {
            let schema = self.schema(described)
            let types = produces.isEmpty ? ["application/json"] : produces
            if spend(types.count) { response.contents = types.map { APIContent(mediaType: $0, schema: schema) } }
        }
        // Swagger 2.0 gives examples by media type.
        guard let examples = node[.examples] else { return response }
        for example in examples.members {
            let name = example.name
            for index in response.contents.indices where response.contents[index].mediaType == name {
                response.contents[index].examples.append(JSONValue(example.value))
            }
        }
        return response
    }
}
