//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An OpenAPI document with as many operations as asked for.
enum SampleDocument {
    /// Five operations for each path: list, create, read, replace and delete, with schemas that refer to others.
    static func bytes(operations: Int) -> [UInt8] {
        var paths: [String] = []
        var schemas: [String] = []
        let kinds = max(1, operations / 5)
        for kind in 0..<kinds {
            let reference = "{\"$ref\": \"#/components/schemas/Item\(kind)\"}"
            let media = "{\"application/json\": {\"schema\": \(reference)}}"
            let content = "{\"content\": \(media), \"description\": \"An item.\"}"
            let body = "{\"required\": true, \"content\": \(media)}"
            let id = #"{"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}}"#
            let page = #"{"name": "page", "in": "query", "schema": {"type": "integer", "maximum": 100}}"#
            func operation(_ name: String, _ parameters: String, _ more: String = "") -> String {
                "{\"operationId\": \"\(name)Item\(kind)\", \"tags\": [\"items\"], \"parameters\": [\(parameters)],"
                    + "\(more) \"responses\": {\"200\": \(content)}}"
            }
            paths.append(
                "\"/items/kind\(kind)\": {\"get\": \(operation("list", page)),"
                    + " \"post\": \(operation("create", "", "\"requestBody\": \(body),"))}"
            )
            paths.append(
                "\"/items/kind\(kind)/{id}\": {\"get\": \(operation("read", id)),"
                    + " \"put\": \(operation("replace", id, "\"requestBody\": \(body),")),"
                    + " \"delete\": \(operation("delete", id))}"
            )
            let next = "{\"$ref\": \"#/components/schemas/Item\((kind + 1) % kinds)\"}"
            schemas.append(
                "\"Item\(kind)\": {\"type\": \"object\", \"required\": [\"name\"], \"properties\": {\"id\": {\"type\":"
                    + " \"integer\"}, \"name\": {\"type\": \"string\", \"maxLength\": 80}, \"next\": \(next), \"tags\":"
                    + " {\"type\": \"array\", \"items\": {\"type\": \"string\"}}}}"
            )
        }
        return Array(
            ("{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"Sample\", \"version\": \"1\"}, \"paths\": {"
                + paths.joined(separator: ",\n") + "}, \"components\": {\"schemas\": {"
                + schemas.joined(separator: ",\n") + "}}}").utf8
        )
    }
}
