//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A value of a document: a mapping, a sequence or a scalar, and where it stands.
struct DocumentNode: Sendable {
    /// The tree that the value is part of.
    let tree: DocumentTree
    /// The value's index in the tree; never that of an alias.
    let index: Int

    init(tree: DocumentTree, index: Int) {
        self.tree = tree
        var index = index
        // An alias leads to a complete value before it, so this ends.
        while tree.nodes[index].kind == .alias { index = Int(tree.nodes[index].first) }
        self.index = index
    }

    private var node: DocumentTree.Node { tree.nodes[index] }

    var isMapping: Bool { node.kind == .mapping }
    var isSequence: Bool { node.kind == .sequence }
    var isScalar: Bool { node.kind == .plain || node.kind == .string }
    var isNull: Bool { node.kind == .plain && tree.isNullText(node.first, node.second) }

    /// The offset of the value's first byte in the document.
    var position: Int { Int(node.position) }
    /// The number of members or elements.
    var count: Int { isScalar ? 0 : Int(node.first) }

    /// Where the value stands.
    var location: SourceLocation { tree.location(at: position) }

    /// The text of a scalar as written, whatever its type; `nil` for null, mappings and sequences.
    var text: String? {
        isScalar && !isNull ? tree.text(node.first, node.second) : nil
    }

    /// The text of a scalar that is a string in the document's notation.
    var string: String? {
        guard isScalar else { return nil }
        if case .string(let text) = scalar { return text }
        return nil
    }

    /// What the value is, for a message.
    var kindName: String {
        switch node.kind {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .string: "a text"
        case .plain, .alias:
            switch scalar {
            case .null: "null"
            case .bool: "a boolean"
            case .integer, .number: "a number"
            default: "a text"
            }
        }
    }

    /// The members of a mapping with those that merge keys bring in; empty for every other value.
    var members: DocumentMembers { DocumentMembers(of: self) }

    /// The elements of a sequence; empty for every other value.
    var elements: DocumentElements { DocumentElements(of: self) }

    subscript(keyword: Keyword) -> DocumentNode? { member(keyword.rawValue) }

    subscript(name: String) -> DocumentNode? {
        guard let id = tree.keyID(of: name) else { return nil }
        return member(id)
    }

    private func member(_ key: UInt32) -> DocumentNode? {
        guard let value = tree.indexOfValue(key, in: index) else { return nil }
        return DocumentNode(tree: tree, index: value)
    }
}

/// A member of a mapping.
struct DocumentMember {
    /// The key's number within its tree; that of a ``Keyword`` is the same in every tree.
    let key: UInt32
    /// The index of the key's node.
    let keyIndex: Int
    let value: DocumentNode

    /// The key as written.
    var name: String {
        let node = value.tree.nodes[keyIndex]
        return value.tree.text(node.first, node.second)
    }

    /// The key as one of the keywords, where it is one.
    var keyword: Keyword? { Keyword(rawValue: key) }

    /// Where the key stands.
    var location: SourceLocation { value.tree.location(at: Int(value.tree.nodes[keyIndex].position)) }

    /// Whether the key begins with `x-`.
    var isExtension: Bool {
        let node = value.tree.nodes[keyIndex]
        guard node.second >= 2 else { return false }
        return value.tree.byte(at: node.first) == UInt8(ascii: "x")
            && value.tree.byte(at: node.first + 1) == UInt8(ascii: "-")
    }
}

/// The members of a mapping in the order of the document.
struct DocumentMembers: Sequence, IteratorProtocol {
    private let tree: DocumentTree
    private var following: Int
    private let end: Int
    private var merged: [(key: Int, value: Int)]?

    init(of node: DocumentNode) {
        tree = node.tree
        let header = tree.nodes[node.index]
        guard header.kind == .mapping else {
            following = 0
            end = 0
            return
        }
        if header.hasMergeKey {
            let pairs = tree.mergedPairs(of: node.index)
            merged = pairs
            following = 0
            end = pairs.count
        } else {
            following = node.index + 1
            end = Int(header.second)
        }
    }

    mutating func next() -> DocumentMember? {
        if let merged {
            guard following < end else { return nil }
            let pair = merged[following]
            following += 1
            return member(pair.key, pair.value)
        }
        while following < end {
            let key = following
            following = tree.indexAfter(key + 1)
            if !tree.nodes[key].isOverridden { return member(key, key + 1) }
        }
        return nil
    }

    private func member(_ key: Int, _ value: Int) -> DocumentMember {
        DocumentMember(key: tree.nodes[key].key, keyIndex: key, value: DocumentNode(tree: tree, index: value))
    }
}

/// The elements of a sequence in the order of the document.
struct DocumentElements: Sequence, IteratorProtocol {
    private let tree: DocumentTree
    private var following: Int
    private let end: Int

    init(of node: DocumentNode) {
        tree = node.tree
        let header = tree.nodes[node.index]
        following = node.index + 1
        end = header.kind == .sequence ? Int(header.second) : 0
    }

    mutating func next() -> DocumentNode? {
        guard following < end else { return nil }
        let index = following
        following = tree.indexAfter(index)
        return DocumentNode(tree: tree, index: index)
    }
}
