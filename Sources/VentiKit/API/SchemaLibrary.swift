//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The schemas that references lead to, by their absolute reference, such as `#/components/schemas/Pet`.
public struct SchemaLibrary: Sendable, Hashable {
    private var schemas: [String: APISchema]
    private var marked = ComputedOnce<MarkedNames>()

    /// A library without schemas.
    public static let empty = SchemaLibrary()

    /// A library of schemas by the references that name them.
    public init(_ schemas: [String: APISchema] = [:]) { self.schemas = schemas }

    /// The references that the library knows, sorted.
    public var references: [String] { schemas.keys.sorted() }

    /// The schema of this reference, or nil where the library has none.
    public subscript(reference: String) -> APISchema? {
        get { schemas[reference] }
        set {
            schemas[reference] = newValue
            marked = ComputedOnce()
        }
    }

    /// The names of properties that any of the schemas marks as secret.
    var markedNames: MarkedNames { marked.get { MarkedNames(in: schemas) } }

    /// The schema itself, or what its reference leads to after at most 32 steps.
    ///
    /// - Returns: A schema without a reference; one that allows everything where a reference leads nowhere or in a circle.
    public func resolve(_ schema: APISchema) -> APISchema {
        var current = schema
        for _ in 0..<32 {
            guard let reference = current.reference else { return current }
            guard let next = schemas[reference] else { return APISchema() }
            current = next
        }
        return APISchema()
    }
}

extension SchemaLibrary {
    /// The schemas themselves and those that they are composed of, references resolved; at most 32.
    func composition(of candidates: [APISchema]) -> [APISchema] {
        var found: [APISchema] = []
        var queue = candidates
        while let next = queue.popLast(), found.count < 32 {
            let schema = resolve(next)
            found.append(schema)
            queue += (schema.allOf + schema.oneOf + schema.anyOf).prefix(32)
        }
        return found
    }
}
