//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Gives requests their values: the user's own first, then what the API has shown, then the document's examples, and
/// last what satisfies the schema. The same seed gives the same values.
struct ValueGenerator: Sendable {
    let description: APIDescription
    let userValues: [String: String]
    let seed: UInt64
    /// What the user gives for some operations only.
    var rules: [OperationRule] = []

    /// A request for the operation.
    ///
    /// - Parameters:
    ///   - attempt: 0 for the best guess; later attempts take other candidates.
    ///   - pool: What the API has shown so far.
    func request(for operation: APIOperation, attempt: Int, pool: ValuePool) -> OperationRequest {
        // Filters that are not asked for would only make answers smaller; they are tried one by one later.
        var parameters = operation.parameters.filter {
            $0.isRequired || hasDocumentedValue($0, of: operation) && attempt != 2
        }
        for name in Self.templateNames(in: operation.path)
        where !parameters.contains(where: { $0.location == .path && $0.name == name }) {
            parameters.append(APIParameter(name: name, location: .path, schema: APISchema(.string)))
        }
        let arguments = parameters.compactMap { parameter -> OperationRequest.Argument? in
            let candidates = candidates(for: parameter, of: operation, pool: pool)
            guard !candidates.isEmpty else { return nil }
            return .init(parameter: parameter, value: candidates[attempt % candidates.count])
        }
        return OperationRequest(
            operation: operation,
            arguments: arguments,
            body: body(for: operation, attempt: attempt, pool: pool)
        )
    }

    /// How many parameters that an operation leaves out are tried.
    static let maximumVariants = 8

    /// The request with one of the operation's parameters added that it leaves out, for each of the first eight.
    func variants(of request: OperationRequest, pool: ValuePool) -> [(point: InsertionPoint, request: OperationRequest)]
    {
        let operation = request.operation
        let missing = operation.parameters.filter { parameter in
            !request.arguments.contains { $0.parameter.insertionPoint == parameter.insertionPoint }
        }
        return missing.prefix(Self.maximumVariants).compactMap { parameter in
            guard let value = candidates(for: parameter, of: operation, pool: pool).first else { return nil }
            var variant = request
            variant.arguments.append(.init(parameter: parameter, value: value))
            return (parameter.insertionPoint, variant)
        }
    }

    /// The user's own values for an operation, by name.
    private func userValues(for operation: APIOperation) -> [String: String] {
        rules.isEmpty ? userValues : rules.values(for: operation).merging(userValues) { own, _ in own }
    }

    private func hasDocumentedValue(_ parameter: APIParameter, of operation: APIOperation) -> Bool {
        let schema = description.schemas.resolve(parameter.schema)
        return !parameter.examples.isEmpty || !schema.examples.isEmpty || schema.defaultValue != nil
            || userValues(for: operation)[parameter.name] != nil
    }

    private func candidates(for parameter: APIParameter, of operation: APIOperation, pool: ValuePool) -> [JSONValue] {
        if let value = userValues(for: operation)[parameter.name] { return [.string(value)] }
        let schema = description.schemas.resolve(parameter.schema)
        var found: [JSONValue] = []
        if parameter.location == .path {
            found += pool.candidates(forParameter: parameter.name, of: operation).prefix(6)
        }
        found += parameter.examples
        found += schema.examples
        if let value = schema.defaultValue { found.append(value) }
        found += schema.enumeration.prefix(4)
        if parameter.location != .path {
            found += pool.candidates(forParameter: parameter.name, of: operation).prefix(3)
        }
        var synthesis = SchemaSynthesis(
            schemas: description.schemas,
            random: SeededRandom(seed: seed, purpose: "\(operation.id) \(parameter.name)")
        )
        if found.isEmpty || parameter.location == .path {
            found.append(synthesis.value(for: parameter.schema, name: parameter.name))
        }
        var seen: Set<JSONValue> = []
        return found.filter { $0 != .null && seen.insert($0).inserted }
    }

    private func body(for operation: APIOperation, attempt: Int, pool: ValuePool) -> OperationRequest.Body? {
        guard let body = operation.requestBody,
            let content = body.contents.first(where: \.isJSON)
                ?? body.contents.first(where: \.isForm) ?? body.contents.first
        else { return nil }
        var synthesis = SchemaSynthesis(
            schemas: description.schemas,
            random: SeededRandom(seed: seed, purpose: "\(operation.id) body \(attempt)")
        )
        var value = content.examples.first ?? content.schema.map { synthesis.value(for: $0) } ?? .object([])
        // Ids that the API has shown itself fit better than any that the document gives as an example.
        if attempt != 1 { value = takingReferences(value, of: operation, pool: pool, attempt: attempt) }
        // A coupon that nobody has is refused; no coupon may be as good.
        if attempt == 2 { value = leavingOutUnknownReferences(value, of: operation, pool: pool) }
        let own = userValues(for: operation)
        if !own.isEmpty { value = takingUserValues(value, own, depth: 0) }
        if content.isJSON {
            return .json(value, mediaType: content.mediaType.contains("*") ? "application/json" : content.mediaType)
        }
        if content.isForm { return .form(value.members) }
        return .raw(Array(OperationRequest.plainText(value).utf8), mediaType: content.mediaType)
    }

    /// The value with ids that the API has shown in place of those of the members that name a thing.
    private func takingReferences(
        _ value: JSONValue,
        of operation: APIOperation,
        pool: ValuePool,
        attempt: Int
    ) -> JSONValue {
        var value = value
        var taken = 0
        for leaf in value.leaves.prefix(64) where leaf.value.isScalar {
            guard let name = leaf.pointer.split(separator: "/").last(where: { !$0.allSatisfy(\.isNumber) }) else {
                continue
            }
            let known = pool.references(named: String(name))
            guard !known.isEmpty else { continue }
            // Two members that name the same kind of thing, such as sender and receiver, name two things.
            let candidate = known[(attempt + taken) % known.count]
            taken += 1
            value = value.replacing(pointer: leaf.pointer, with: candidate) ?? value
        }
        return value
    }

    /// The value without the members that need not be there and name a thing of which no id is known.
    private func leavingOutUnknownReferences(
        _ value: JSONValue,
        of operation: APIOperation,
        pool: ValuePool
    ) -> JSONValue {
        let optional = BodyField.all(of: operation, description.schemas).filter { field in
            !field.isRequired && ObjectReference.isID(field.name) && pool.references(named: field.name).isEmpty
        }
        return optional.reduce(value) { value, field in
            let isForm = !field.point.name.hasPrefix("/")
            let pointer = isForm ? "/" + JSONPointer.escape(field.point.name) : field.point.name
            return value.removing(pointer: pointer) ?? value
        }
    }

    /// The value with the user's own in place of the members that they name, each of the type that was there.
    private func takingUserValues(_ value: JSONValue, _ userValues: [String: String], depth: Int) -> JSONValue {
        guard depth < 8 else { return value }
        switch value {
        case .object(let members):
            return .object(
                members.map { member in
                    guard let text = userValues[member.name], member.value.isScalar else {
                        return .init(member.name, takingUserValues(member.value, userValues, depth: depth + 1))
                    }
                    return .init(member.name, Self.typed(text, like: member.value))
                }
            )
        case .array(let elements): return .array(elements.map { takingUserValues($0, userValues, depth: depth + 1) })
        default: return value
        }
    }

    private static func typed(_ text: String, like value: JSONValue) -> JSONValue {
        switch value {
        case .integer, .number:
            if let integer = Int(text) { return .integer(integer) }
            if let number = Double(text), number.isFinite { return .number(number) }
        case .bool: if text == "true" || text == "false" { return .bool(text == "true") }
        default: break
        }
        return .string(text)
    }

    /// The names between braces in a path template.
    static func templateNames(in path: String) -> [String] {
        var names: [String] = []
        var rest = Substring(path)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            names.append(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return names
    }
}
