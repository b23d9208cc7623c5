//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An operation that gives a new token for a refresh token (RFC 6749, 6), recognised by its shape.
struct RefreshOperation: Sendable, Hashable {
    let operation: APIOperation
    /// Where the refresh token goes.
    let tokenField: InsertionPoint

    /// - Returns: `nil` where the operation is something else, or takes the refresh token from elsewhere than its body.
    init?(_ operation: APIOperation, schemas: SchemaLibrary) {
        guard ["POST", "PUT"].contains(operation.method), !operation.path.contains("{"),
            let body = operation.requestBody
        else { return nil }
        let content = body.contents.first(where: \.isJSON) ?? body.contents.first(where: \.isForm)
        guard let content, let schema = content.schema else { return nil }
        let fields = FlatSchema(schema, in: schemas).fields
        // A token endpoint that takes a password as well is the login.
        guard LoginOperation(operation, schemas: schemas) == nil else { return nil }
        let words =
            operation.path.split(separator: "/").flatMap { Words.split(String($0)) }
            + Words.split(operation.operationID ?? "")
        let isNamed = !Set(words).isDisjoint(with: ["refresh", "renew"])
        let field =
            fields.first { Self.isRefreshToken($0.name) }
            ?? (isNamed ? fields.first { LoginOperation.isToken($0.name) } : nil)
        guard let field else { return nil }
        self.operation = operation
        tokenField = InsertionPoint(.body, content.isJSON ? field.pointer : field.name)
    }

    /// Whether a property holds a refresh token.
    static func isRefreshToken(_ name: String) -> Bool {
        let folded = SensitiveNames.fold(name)
        return folded.hasSuffix("refreshtoken") || folded == "refresh"
    }
}
