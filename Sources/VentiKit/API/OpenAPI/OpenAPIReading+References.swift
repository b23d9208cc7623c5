//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A reference as written in one document.
struct ReferenceKey: Hashable {
    var document: Int
    var text: String
}

/// A value's place in the documents of a description.
struct NodePlace: Hashable {
    var document: Int
    var index: Int

    init(_ node: DocumentNode) {
        document = node.tree.id
        index = node.index
    }
}

/// What a reference leads to.
struct ResolvedReference {
    /// The reference from the first document, decoded, such as `#/components/schemas/Pet` or `pet.yaml#/Pet`.
    var canonical: String
    var node: DocumentNode
}

extension OpenAPIReading {
    /// The value itself, or what its `$ref` leads to; `nil`, with a diagnostic, where that is nothing.
    mutating func follow(_ node: DocumentNode) -> DocumentNode? {
        var current = node
        for _ in 0..<32 {
            guard let reference = current[.ref]?.string else { return current }
            guard let target = resolve(reference, at: current) else { return nil }
            current = target.node
        }
        note(.warning, "The reference leads in a circle; it is ignored.", node.location)
        return nil
    }

    /// What a reference leads to; a broken one is reported once.
    mutating func resolve(_ reference: String, at node: DocumentNode) -> ResolvedReference? {
        let key = ReferenceKey(document: node.tree.id, text: reference)
        if let known = references[key] { return known }
        // While it is looked up it leads nowhere, so that a circle of references ends.
        references[key] = .some(nil)
        let resolved: ResolvedReference?
        do {
            resolved = try lookUp(reference, at: node)
        } catch {
            note(.warning, error.message, (node[.ref] ?? node).location)
            resolved = nil
        }
        references[key] = .some(resolved)
        return resolved
    }

    private mutating func lookUp(
        _ reference: String,
        at origin: DocumentNode
    ) throws(DocumentSourceFailure) -> ResolvedReference {
        let tree = origin.tree
        let halves = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let file = String(halves.first ?? "")
        let fragment = PercentEncoding.decode(halves.count > 1 ? String(halves[1]) : "")
        let target: DocumentTree
        if file.isEmpty {
            target = tree
        } else {
            do {
                target = try sources.document(file, from: tree.id)
            } catch {
                // A bare name such as `Pet` is no file but a schema of this document.
                guard halves.count == 1, let node = named(file, in: tree) else { throw error }
                note(
                    .warning,
                    "The reference “\(file)” names a schema without its path; “\(node.canonical)” is used.",
                    origin.location
                )
                return node
            }
        }
        let canonical = sources.canonicalName(of: target.id) + "#" + fragment
        if fragment.isEmpty { return ResolvedReference(canonical: canonical, node: target.root) }
        if fragment.hasPrefix("/") {
            if let node = try walk(fragment, in: target) { return ResolvedReference(canonical: canonical, node: node) }
        } else if let node = anchor(fragment, in: target) {
            return ResolvedReference(canonical: canonical, node: node)
        } else if let node = named(fragment, in: target) {
            return node
        }
        throw DocumentSourceFailure("The reference “\(reference.prefix(200))” leads nowhere. Check its spelling.")
    }

    /// Follows a JSON Pointer (RFC 6901), through references where a token is not there but beyond one.
    private mutating func walk(_ pointer: String, in tree: DocumentTree) throws(DocumentSourceFailure) -> DocumentNode?
    {
        var current = tree.root
        for token in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            let name = token.utf8.contains(UInt8(ascii: "~")) ? Self.unescaped(token) : String(token)
            if let next = child(name, of: current) {
                current = next
            } else if pointerDepth < 16, current[.ref]?.string != nil {
                pointerDepth += 1
                defer { pointerDepth -= 1 }
                guard let target = follow(current), let next = child(name, of: target) else { return nil }
                current = next
            } else {
                return nil
            }
        }
        return current
    }

    private func child(_ name: String, of node: DocumentNode) -> DocumentNode? {
        if node.isMapping { return node[name] }
        guard node.isSequence, let index = Int(name), index >= 0, index < node.count else { return nil }
        return node.elements.dropFirst(index).first { _ in true }
    }

    private static func unescaped(_ token: Substring) -> String {
        var bytes: [UInt8] = []
        var isEscape = false
        for byte in token.utf8 {
            if isEscape, byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1") {
                bytes[bytes.count - 1] = byte == UInt8(ascii: "0") ? UInt8(ascii: "~") : UInt8(ascii: "/")
            } else {
                bytes.append(byte)
            }
            isEscape = byte == UInt8(ascii: "~")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The schema whose `$anchor`, `$dynamicAnchor`, or `$id` with a fragment is this name.
    private mutating func anchor(_ name: String, in tree: DocumentTree) -> DocumentNode? {
        if anchors[tree.id] == nil { anchors[tree.id] = Self.anchors(of: tree) }
        return anchors[tree.id]?[name].map { DocumentNode(tree: tree, index: $0) }
    }

    private static func anchors(of tree: DocumentTree) -> [String: Int] {
        var anchors: [String: Int] = [:]
        var open: [(index: Int, end: Int)] = []
        for index in tree.nodes.indices {
            while let last = open.last, last.end <= index { open.removeLast() }
            let node = tree.nodes[index]
            if node.kind == .mapping || node.kind == .sequence {
                open.append((index, Int(node.second)))
                continue
            }
            guard let keyword = Keyword(rawValue: node.key), node.key != 0, let mapping = open.last?.index else {
                continue
            }
            switch keyword {
            case .anchor, .dynamicAnchor:
                if let name = DocumentNode(tree: tree, index: index + 1).string {
                    anchors[name] = anchors[name] ?? mapping
                }
            case .id, .legacyID:
                if let name = DocumentNode(tree: tree, index: index + 1).string, name.hasPrefix("#") {
                    anchors[String(name.dropFirst())] = anchors[String(name.dropFirst())] ?? mapping
                }
            default: break
            }
        }
        return anchors
    }

    private func named(_ name: String, in tree: DocumentTree) -> ResolvedReference? {
        let name = PercentEncoding.decode(name)
        let prefix = sources.canonicalName(of: tree.id)
        if let node = tree.root[.components]?[.schemas]?[name] {
            return ResolvedReference(canonical: "\(prefix)#/components/schemas/\(name)", node: node)
        }
        guard let node = tree.root[.definitions]?[name] else { return nil }
        return ResolvedReference(canonical: "\(prefix)#/definitions/\(name)", node: node)
    }
}
