//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiKit

@testable import VulnerableAPIs

/// Holds an answer against what the document says of it.
struct DocumentedAnswer {
    let description: APIDescription

    init(_ api: VulnerableAPI) throws {
        description = try APIDescription(bytes: Array(api.document.utf8), name: "\(api.name).yaml")
    }

    /// What is in an answer and not in the document, or the other way round.
    func differences(_ method: String, _ path: String, _ reply: TestClient.Reply) -> [String] {
        guard let operation = operation(method, path) else { return ["\(method) \(path) is not documented"] }
        guard let response = operation.responses[String(reply.status)] else {
            return ["\(operation.id) does not document \(reply.status)"]
        }
        guard let content = response.contents.first else { return reply.text.isEmpty ? [] : ["a body"] }
        let type = reply.headers[.contentType]?.split(separator: ";").first.map(String.init)
        guard type == content.mediaType else { return ["\(operation.id) answers \(type ?? "no type")"] }
        guard content.isJSON, let schema = content.schema else { return [] }
        return differences(reply.json, schema, at: operation.id)
    }

    private func operation(_ method: String, _ path: String) -> APIOperation? {
        let segments = path.split(separator: "?").first?.split(separator: "/") ?? []
        func placeholders(_ operation: APIOperation) -> Int { operation.path.count { $0 == "{" } }
        return description.operations.filter { operation in
            let template = operation.path.split(separator: "/")
            return operation.method == method && template.count == segments.count
                && zip(template, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }.min { placeholders($0) < placeholders($1) }
    }

    private func differences(_ value: JSON, _ schema: APISchema, at place: String) -> [String] {
        let parts = ([schema] + schema.allOf).map { description.schemas.resolve($0) }
        let all = parts + parts.flatMap(\.allOf).map { description.schemas.resolve($0) }
        let types = all.reduce(into: APISchema.Types()) { $0.formUnion($1.types) }
        guard types.isEmpty || types.contains(Self.type(of: value)) else { return ["\(place) is of another type"] }
        switch value {
        case .object(let members):
            let properties = all.flatMap(\.properties)
            let missing = all.flatMap(\.required).filter { value[$0] == nil }.map { "\(place)/\($0) is missing" }
            return missing
                + members.flatMap { member in
                    guard let property = properties.first(where: { $0.name == member.name }) else {
                        return ["\(place)/\(member.name) is not documented"]
                    }
                    return differences(member.value, property.schema, at: "\(place)/\(member.name)")
                }
        case .array(let elements):
            guard let items = all.flatMap(\.items).first else { return [] }
            return elements.flatMap { differences($0, items, at: place + "/-") }
        case .string(let text):
            let longest = all.compactMap(\.maxLength).min() ?? .max
            let allowed = all.flatMap(\.enumeration)
            guard text.unicodeScalars.count <= longest else { return ["\(place) is too long"] }
            return allowed.isEmpty || allowed.contains(.string(text)) ? [] : ["\(place) is not in the list"]
        default: return []
        }
    }

    private static func type(of value: JSON) -> APISchema.Types {
        switch value {
        case .null: .null
        case .bool: .boolean
        case .integer: .integer
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }
}
