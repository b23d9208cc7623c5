//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Finds texts and lists in requests whose length the document does not bound.
struct UnboundedInputLint: DocumentCheck {
    let metadata = CheckMetadata(
        id: "venti.lint.unbounded-string-array",
        title: "Texts or lists in requests have no limit",
        severity: .info,
        category: .unrestrictedResourceConsumption,
        weaknesses: [.cwe(770)],
        remediation: "Give texts a maxLength and lists a maxItems, and refuse what is longer.",
        explanation: """
            Reads the document and sends nothing. Looks at queries and bodies for texts without maxLength, pattern, \
            enum or a format of bounded length, and for lists without maxItems. One finding names all operations.
            """
    )

    func audit(_ description: APIDescription) -> [Finding] {
        var names: Set<String> = []
        let operations = description.operations.filter { operation in
            var walk = SchemaWalk(in: description.schemas)
            var isUnbounded = false
            func note(_ name: String, _ schema: APISchema) {
                guard Self.isUnbounded(schema) else { return }
                isUnbounded = true
                if !name.isEmpty { names.insert(name) }
            }
            for parameter in operation.parameters where parameter.location == .query {
                walk.visit(parameter.schema, name: parameter.name, note)
            }
            for schema in operation.requestBody?.contents.compactMap(\.schema) ?? [] { walk.visit(schema, note) }
            return isUnbounded
        }
        let examples = names.sorted().prefix(3).map { "\"\($0.prefix(40))\"" }.joined(separator: ", ")
        let finding = metadata.documentFinding(
            about: operations,
            summary: { count in
                "Requests of \(count) take texts or lists of any length"
                    + (examples.isEmpty ? "." : ", such as \(examples).")
            },
            evidenceClass: "requests"
        )
        return finding.map { [$0] } ?? []
    }

    private static func isUnbounded(_ schema: APISchema) -> Bool {
        guard !schema.isReadOnly, schema.enumeration.isEmpty else { return false }
        if schema.types.contains(.array) && schema.maxItems == nil { return true }
        return schema.types.contains(.string) && schema.maxLength == nil && schema.pattern == nil
            && !boundedFormats.contains(schema.format ?? "")
    }

    private static let boundedFormats: Set<String> = [
        "date", "date-time", "time", "duration", "uuid", "ipv4", "ipv6", "binary", "email", "hostname",
    ]
}
