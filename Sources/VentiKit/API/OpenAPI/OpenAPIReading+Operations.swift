//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A mapping with those that its references bring in: the first that has a key counts.
struct LayeredNode {
    var layers: [DocumentNode]

    subscript(keyword: Keyword) -> DocumentNode? {
        for layer in layers {
            if let value = layer[keyword] { return value }
        }
        return nil
    }

    /// The members of all layers, each key once.
    var members: [DocumentMember] {
        guard layers.count > 1 else { return layers.first.map { Array($0.members) } ?? [] }
        var names: Set<String> = []
        return layers.flatMap { layer in layer.members.filter { names.insert($0.name).inserted } }
    }
}

extension OpenAPIReading {
    /// Reads the operations of all paths, in the order of the document.
    mutating func readOperations() -> [APIOperation] {
        guard let paths = root[.paths], !paths.isNull else { return [] }
        guard paths.isMapping else {
            note(
                .error,
                "“paths” is \(paths.kindName), not a mapping; the document describes no operations.",
                paths.location
            )
            return []
        }
        var context = OperationContext()
        context.security = security(root[.security])
        context.consumes = texts(root[.consumes])
        context.produces = texts(root[.produces])
        var operations: [APIOperation] = []
        for member in paths.members where !member.isExtension {
            guard member.value.isMapping else {
                note(
                    member.value.isNull ? .note : .warning,
                    "The path is \(member.value.kindName), not a mapping of methods; it has no operations.",
                    member.location
                )
                continue
            }
            readPath(member, context, into: &operations)
        }
        return operations
    }

    /// What operations take over from the document and from their path.
    struct OperationContext {
        var security: [[APISecurityRequirement]]?
        var consumes: [String]?
        var produces: [String]?
        var path = ""
        var parameters: [DocumentNode] = []
        /// Whether the path item is that of other paths too.
        var isShared = false
    }

    private mutating func readPath(
        _ path: DocumentMember,
        _ context: OperationContext,
        into operations: inout [APIOperation]
    ) {
        let item = layered(path.value)
        // One path item can stand for many paths, so what it costs is counted.
        guard spend(item.layers.dropFirst().reduce(item[.parameters]?.count ?? 0) { $0 + $1.count }) else { return }
        var context = context
        context.path = path.name
        context.isShared = item.layers.count > 1
        context.parameters = elements(item[.parameters], "parameters")
        var methods: Set<String> = []
        for member in item.members {
            switch member.keyword {
            case .get, .put, .post, .delete, .options, .head, .patch, .trace:
                append(member, member.name.uppercased(), context, &methods, &operations)
            case .query where version == .openAPI32:
                append(member, "QUERY", context, &methods, &operations)
            case .additionalOperations where version == .openAPI32:
                for further in member.value.members { append(further, further.name, context, &methods, &operations) }
            case .ref, .parameters, .summary, .description, .servers: break
            default:
                if !member.isExtension {
                    note(.note, "“\(member.name.prefix(60))” is no method of a path; it is ignored.", member.location)
                }
            }
        }
    }

    private mutating func append(
        _ member: DocumentMember,
        _ method: String,
        _ context: OperationContext,
        _ methods: inout Set<String>,
        _ operations: inout [APIOperation]
    ) {
        guard member.value.isMapping else {
            note(
                member.value.isNull ? .note : .warning,
                "The operation is \(member.value.kindName), not a mapping; it is ignored.",
                member.location
            )
            return
        }
        guard methods.insert(method).inserted else {
            note(.warning, "The path has the method \(method.prefix(30)) twice; the first is used.", member.location)
            return
        }
        operations.append(operation(member, method, context))
    }

    private mutating func operation(
        _ member: DocumentMember,
        _ method: String,
        _ context: OperationContext
    ) -> APIOperation {
        let node = layered(member.value)
        isInShared = context.isShared || node.layers.count > 1
        defer { isInShared = false }
        var bodyParameters: [DocumentNode] = []
        let parameters = parameters(
            of: context.path,
            elements(node[.parameters], "parameters"),
            inherited: context.parameters,
            bodyParameters: &bodyParameters,
            location: member.location
        )
        let consumes = texts(node[.consumes]) ?? context.consumes
        let produces = texts(node[.produces]) ?? context.produces
        let ownSecurity = spend(node[.security]?.count ?? 0) ? security(node[.security]) : nil
        return APIOperation(
            method: method,
            path: context.path,
            operationID: node[.operationID]?.text,
            summary: node[.summary]?.text,
            tags: spend(node[.tags]?.count ?? 0) ? texts(node[.tags]) ?? [] : [],
            isDeprecated: node[.deprecated]?.bool ?? false,
            parameters: parameters,
            requestBody: node[.requestBody].flatMap { requestBody($0) }
                ?? requestBody(from: bodyParameters, consumes: consumes ?? []),
            responses: responses(node[.responses], produces: produces ?? []),
            security: ownSecurity ?? context.security ?? [],
            declaresSecurity: (ownSecurity ?? context.security) != nil,
            source: member.location
        )
    }

    /// A mapping and what its `$ref` leads to, as one.
    private mutating func layered(_ node: DocumentNode) -> LayeredNode {
        guard node[.ref]?.string != nil else { return LayeredNode(layers: [node]) }
        guard let target = follow(node), target.isMapping else { return LayeredNode(layers: [node]) }
        return LayeredNode(layers: [node, target])
    }

    /// The elements of a list; anything else is reported.
    mutating func elements(_ node: DocumentNode?, _ name: String) -> [DocumentNode] {
        guard let node, !node.isNull else { return [] }
        if !node.isSequence {
            note(.warning, "“\(name)” is \(node.kindName), not a list; it is ignored.", node.location)
        }
        return Array(node.elements)
    }

    private func texts(_ node: DocumentNode?) -> [String]? {
        guard let node, !node.isNull else { return nil }
        return node.isSequence ? node.elements.compactMap(\.text) : node.text.map { [$0] }
    }
}
