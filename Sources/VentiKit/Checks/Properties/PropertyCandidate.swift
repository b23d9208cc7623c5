//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A property that a request does not document but that the thing it makes or changes has.
struct PropertyCandidate: Sendable {
    var name: String
    /// What the document says about it somewhere; `nil` where only an answer has shown it.
    var schema: APISchema?
    /// Whether the document marks it as read-only.
    var isReadOnly = false

    var kind: PropertyKind { PropertyKind(name) }
}

/// Where the candidates of an operation come from: the document, what answers show, and a few names that many APIs have.
struct PropertyCandidates: Sendable {
    /// The names that the request takes by the document, those that are only read left out.
    let requestNames: Set<String>
    private var byName: [String: PropertyCandidate] = [:]
    /// What the same callers may write through a documented request about the same kind of thing.
    private let siblings: Set<String>
    /// What any documented request of the API takes.
    private let written: Set<String>
    private let excluded: Set<String>

    /// Gathers what the document says.
    ///
    /// - Parameters:
    ///   - request: The request that makes or changes the thing, as it works.
    ///   - reads: The operations that show the thing.
    ///   - siblings: Other operations that make or change the same kind of thing.
    ///   - identifiers: Names of what tells one thing from another.
    init(
        for request: OperationRequest,
        reads: [APIOperation],
        siblings: [APIOperation],
        identifiers: [String],
        in description: APIDescription
    ) {
        let schemas = description.schemas
        let operation = request.operation
        let own = operation.requestShapes(schemas)
        let sent = Set(request.bodyNames)
        let documented = own.flatMap(\.fields)
        requestNames = sent.union(documented.filter { !$0.isReadOnly }.map(\.name))
        self.siblings = Self.writable(siblings.filter { $0.id != operation.id }, schemas)
        written = Self.writable(description.operations, schemas)
        excluded = Set((identifiers + ["id", "uuid", "guid", "_id"]).map(IdentifierCandidates.fold))
        for field in documented where field.isReadOnly { add(field) }
        for read in [operation] + reads {
            if let shape = ObjectShape.best(read.responseShapes(schemas), sharing: requestNames) {
                for field in shape.fields { add(field) }
            }
        }
        for other in description.operations.prefix(2_000) where other.id != operation.id {
            for shape in other.responseShapes(schemas) + other.requestShapes(schemas)
            where shape.names.intersection(requestNames).count >= 2 {
                for field in shape.fields { add(field) }
            }
        }
    }

    private mutating func add(_ field: ObjectShape.Field) {
        if byName[field.name] == nil {
            byName[field.name] = PropertyCandidate(name: field.name, schema: field.schema)
        }
        if field.isReadOnly { byName[field.name]?.isReadOnly = true }
    }

    /// The candidates with what an answer has shown, the ones that matter most first.
    func all(seen members: [JSONValue.Member], generic: [String]) -> [PropertyCandidate] {
        var found = byName
        for member in members where member.value.isScalar && found[member.name] == nil {
            found[member.name] = PropertyCandidate(name: member.name, schema: nil)
        }
        for name in generic where found[name] == nil { found[name] = PropertyCandidate(name: name, schema: nil) }
        return found.values.filter(isWorthTrying).sorted { ($1.kind, $0.name) < ($0.kind, $1.name) }
    }

    private func isWorthTrying(_ candidate: PropertyCandidate) -> Bool {
        let name = candidate.name
        if requestNames.contains(name) || excluded.contains(IdentifierCandidates.fold(name)) { return false }
        if SensitiveNames.isSensitiveProperty(name) || name.isEmpty || name.utf8.count > 64 { return false }
        if Self.addresses.contains(SensitiveNames.fold(name)) { return false }
        if candidate.isReadOnly { return true }
        switch candidate.kind {
        case .privilege: return true
        case .money, .ownership, .state, .record: return !siblings.contains(name)
        case .other: return candidate.schema != nil && !written.contains(name)
        }
    }

    private static func writable(_ operations: [APIOperation], _ schemas: SchemaLibrary) -> Set<String> {
        var names: Set<String> = []
        for operation in operations.prefix(2_000) {
            for shape in operation.requestShapes(schemas) {
                names.formUnion(shape.fields.filter { !$0.isReadOnly }.map(\.name))
            }
        }
        return names
    }

    /// Links that answers carry.
    private static let addresses: Set<String> = [
        "href", "url", "link", "self", "uri", "links", "message", "success", "ok",
    ]
}

extension APIOperation {
    /// The objects in the documented body.
    func requestShapes(_ schemas: SchemaLibrary) -> [ObjectShape] {
        guard let contents = requestBody?.contents else { return [] }
        let content = contents.first(where: \.isJSON) ?? contents.first(where: \.isForm)
        return content?.schema.map { ObjectShape.all(in: $0, schemas) } ?? []
    }

    /// The objects in the documented successes.
    func responseShapes(_ schemas: SchemaLibrary) -> [ObjectShape] {
        responses.sorted { $0.key < $1.key }.filter { $0.key.hasPrefix("2") || $0.key == "default" }
            .flatMap(\.value.contents).filter(\.isJSON).compactMap(\.schema)
            .flatMap { ObjectShape.all(in: $0, schemas) }
    }
}

extension OperationRequest {
    /// The names of the members that the body holds, at any depth.
    var bodyNames: [String] {
        switch body {
        case .json(let value, _):
            value.leaves.compactMap { JSONPointer($0.pointer)?.tokens.last }
        case .form(let members): members.map(\.name)
        case .raw, nil: []
        }
    }

    /// The pointer to the object of the body that speaks of the thing: the body itself, or what it wraps.
    var bodyContainer: String {
        guard case .json(let value, _) = body, value.members.count == 1, let only = value.members.first,
            case .object = only.value
        else { return "" }
        return "/" + JSONPointer.escape(only.name)
    }

    /// The same request with a property added to the object that it speaks of.
    func adding(_ name: String, _ value: JSONValue) -> OperationRequest {
        var request = self
        if request.body == nil { request.body = .json(.object([]), mediaType: "application/json") }
        if case .form = request.body { return request.setting(InsertionPoint(.body, name), to: value) }
        return request.setting(
            InsertionPoint(.body, "\(request.bodyContainer)/\(JSONPointer.escape(name))"),
            to: value
        )
    }

    /// The same request with its JSON body as a form, or `nil` where the body is no flat object.
    var asForm: OperationRequest? {
        guard case .json(let value, _) = body, case .object(let members) = value,
            members.allSatisfy({ $0.value.isScalar && $0.value != .null })
        else { return nil }
        var request = self
        request.body = .form(members)
        return request
    }
}
