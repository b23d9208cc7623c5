//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The names of properties that schemas mark as write-only or as a password, as far as the name alone would not tell.
///
/// There may be more of them than are ever answered, never fewer.
struct MarkedNames: Sendable {
    /// The names' bytes, all of them ASCII.
    private(set) var names: [[UInt8]] = []
    /// Names of properties whose schemas refer to others that may be marked.
    private(set) var referring: [[UInt8]] = []
    /// Whether any named schema is marked itself.
    private(set) var hasMarkedReferences = false
    /// Whether there are names that cannot be compared byte by byte, or too many.
    private(set) var isUncertain = false

    private static let maximumNames = 32

    /// The names in one schema, references not followed.
    init(in schema: APISchema) {
        Self.walk([schema]) { property in
            let (isMarked, references) = Self.marks(of: property.schema)
            if isMarked {
                Self.add(property.name, to: &names, &isUncertain)
            } else if !references.isEmpty {
                Self.add(property.name, to: &referring, &isUncertain)
            }
        }
    }

    /// The names in all schemas of a library.
    init(in schemas: [String: APISchema]) {
        var marked: Set<String> = []
        var undecided: [String: [String]] = [:]
        for (reference, schema) in schemas {
            let (isMarked, references) = Self.marks(of: schema)
            if isMarked { marked.insert(reference) } else if !references.isEmpty { undecided[reference] = references }
        }
        // A schema is marked too if it refers to one that is.
        var isStable = false
        while !isStable {
            let found = undecided.filter { $0.value.contains(where: marked.contains) }.keys
            isStable = found.isEmpty
            for reference in found {
                marked.insert(reference)
                undecided[reference] = nil
            }
        }
        hasMarkedReferences = !marked.isEmpty
        Self.walk(Array(schemas.values)) { property in
            let (isMarked, references) = Self.marks(of: property.schema)
            if isMarked || references.contains(where: marked.contains) {
                Self.add(property.name, to: &names, &isUncertain)
            }
        }
    }

    private static func add(_ name: String, to names: inout [[UInt8]], _ isUncertain: inout Bool) {
        let bytes = Array(name.utf8)
        if SensitiveNames.isCredentialProperty(name) || names.contains(bytes) { return }
        if names.count == maximumNames || !bytes.allSatisfy({ $0 < 0x80 }) {
            isUncertain = true
        } else {
            names.append(bytes)
        }
    }

    /// Whether a schema or one that it is composed of is marked, and what they refer to.
    private static func marks(of schema: APISchema) -> (isMarked: Bool, references: [String]) {
        var references: [String] = []
        var queue = [schema]
        while let next = queue.popLast() {
            if next.isWriteOnly || next.format == "password" { return (true, []) }
            if let reference = next.reference { references.append(reference) }
            queue += next.allOf + next.oneOf + next.anyOf
        }
        return (false, references)
    }

    /// Visits the properties of schemas and of all schemas in them.
    private static func walk(_ schemas: [APISchema], _ visit: (APISchema.Property) -> Void) {
        var queue = schemas
        while let next = queue.popLast() {
            for property in next.properties {
                visit(property)
                queue.append(property.schema)
            }
            queue += next.items + next.allOf + next.oneOf + next.anyOf
        }
    }
}
