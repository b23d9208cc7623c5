//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The values by which a request says that what it makes is for its owner only.
enum PrivateValues {
    /// The request with every such value set, or `nil` where it has no place for one.
    static func closing(_ request: OperationRequest, _ schemas: SchemaLibrary) -> OperationRequest? {
        guard let body = request.operation.requestBody else { return nil }
        let content = body.contents.first(where: \.isJSON) ?? body.contents.first(where: \.isForm)
        guard let content, let schema = content.schema else { return nil }
        var closed: OperationRequest?
        for field in FlatSchema(schema, in: schemas).fields {
            guard let value = value(of: field) else { continue }
            let point = InsertionPoint(.body, content.isJSON ? field.pointer : field.name)
            closed = (closed ?? request).setting(point, to: value)
        }
        return closed
    }

    private static func value(of field: FlatSchema.Field) -> JSONValue? {
        let words = Set(Words.split(field.name))
        if field.schema.types.contains(.boolean) {
            if !words.isDisjoint(with: ["private", "hidden", "confidential", "restricted"]) { return .bool(true) }
            if !words.isDisjoint(with: ["public", "shared", "published", "listed"]) { return .bool(false) }
            return nil
        }
        guard !words.isDisjoint(with: ["visibility", "access", "audience", "privacy", "sharing", "scope", "private"])
        else { return nil }
        return field.schema.enumeration.first { value in
            let text = Words.split(value.stringValue ?? "")
            return !Set(text).isDisjoint(with: [
                "private", "personal", "me", "owner", "hidden", "secret", "none", "restricted",
            ])
        }
    }
}
