//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Visits a schema and everything inside it, references included, each named schema once and within a bound.
struct SchemaWalk {
    private let schemas: SchemaLibrary?
    private var visited: Set<String> = []
    private var budget: Int

    /// Makes a walk that follows references into the library, or that does not follow them where there is none.
    init(in schemas: SchemaLibrary?, budget: Int = 500) {
        self.schemas = schemas
        self.budget = budget
    }

    /// Calls the closure for the schema and each inside it, with the name of the property that it belongs to.
    mutating func visit(_ schema: APISchema, name: String = "", _ body: (_ name: String, _ schema: APISchema) -> Void) {
        var queue = [(name: name, schema: schema)]
        while let (name, next) = queue.popLast(), budget > 0 {
            budget -= 1
            var schema = next
            if let reference = schema.reference {
                guard let schemas, visited.insert(reference).inserted else { continue }
                schema = schemas.resolve(schema)
            }
            body(name, schema)
            queue += schema.properties.map { ($0.name, $0.schema) }
            queue += (schema.items + schema.additionalProperties).map { (name, $0) }
            queue += (schema.allOf + schema.oneOf + schema.anyOf).map { (name, $0) }
        }
    }
}

extension CheckMetadata {
    /// Makes one finding that stands for several operations, at the place in the document of the first.
    ///
    /// - Returns: `nil` where there are no operations.
    func documentFinding(
        about operations: [APIOperation],
        summary: (_ count: String) -> String,
        evidenceClass: String
    ) -> Finding? {
        guard let first = operations.first else { return nil }
        let count = operations.count == 1 ? "1 operation" : "\(operations.count) operations"
        return finding(
            at: FindingLocation(source: first.source),
            summary: summary(count),
            evidenceClass: evidenceClass,
            affectedOperations: operations.map(\.id)
        )
    }
}
