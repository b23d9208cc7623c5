//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds real-looking keys and tokens among the document's examples and defaults.
struct SecretExampleLint: DocumentCheck {
    let metadata = CheckMetadata(
        id: "venti.lint.secret-example",
        title: "The document holds a key or token",
        severity: .low,
        category: .securityMisconfiguration,
        weaknesses: [.cwe(798)],
        remediation: "Revoke the secret if it ever worked, and write a placeholder in its place.",
        explanation: """
            Reads the document and sends nothing. Looks at examples and default values for JSON Web Tokens, private \
            keys and keys in the form of well-known services. Placeholders and widely known samples do not count.
            """
    )

    func audit(_ description: APIDescription) -> [Finding] {
        let operations = description.operations.compactMap { operation in
            Self.kind(in: operation).map { kind in
                metadata.finding(
                    at: operation.location(),
                    summary: "An example or default of \(operation.id) has the form of a \(kind).",
                    evidenceClass: kind
                )
            }
        }
        let schemas = description.schemas.references.compactMap { reference -> Finding? in
            guard let schema = description.schemas[reference], let kind = Self.kind(in: schema) else { return nil }
            return metadata.finding(
                at: FindingLocation(source: description.operations.first?.source),
                summary: "An example or default in \(reference.prefix(200)) has the form of a \(kind).",
                evidenceClass: "\(kind) \(reference)"
            )
        }
        return operations + schemas
    }

    private static func kind(in operation: APIOperation) -> String? {
        let bodies =
            (operation.requestBody?.contents ?? [])
            + operation.responses.sorted { $0.key < $1.key }.flatMap(\.value.contents)
        let examples = operation.parameters.flatMap(\.examples) + bodies.flatMap(\.examples)
        if let kind = kind(in: examples) { return kind }
        return (operation.parameters.map(\.schema) + bodies.compactMap(\.schema)).lazy.compactMap { kind(in: $0) }.first
    }

    /// The kind of secret in a schema's own values; what it refers to is looked at by itself.
    private static func kind(in schema: APISchema) -> String? {
        var walk = SchemaWalk(in: nil)
        var found: String?
        walk.visit(schema) { _, schema in
            if found == nil { found = kind(in: schema.examples + (schema.defaultValue.map { [$0] } ?? [])) }
        }
        return found
    }

    private static func kind(in values: [JSONValue]) -> String? {
        values.lazy.flatMap(\.leaves).compactMap { $0.value.stringValue.flatMap(ExampleSecret.kind) }.first
    }
}
