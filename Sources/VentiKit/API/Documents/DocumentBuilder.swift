//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Collects the nodes of a document while a parser reads it, within the limits.
struct DocumentBuilder {
    let bytes: [UInt8]
    let limits: OpenAPIReader.Limits
    var decoded: [UInt8] = []
    var nodes: [DocumentTree.Node] = []
    var keys: KeyTable
    var problems: [DocumentProblem] = []
    /// For mappings with many members, the index of each value by the number of its key.
    var largeMappings: [UInt32: [UInt32: UInt32]] = [:]
    /// How many nodes there would be if every alias were replaced with what it stands for.
    private(set) var expandedCount = 0
    /// For each key, which of the mappings closed so far had it last, and the index of its node there.
    private var lastUses: [(mapping: UInt32, index: UInt32)] = []
    /// The number of mappings closed so far: unlike indexes, these numbers are never used again.
    private var closedMappings: UInt32 = 0

    init(bytes: [UInt8], limits: OpenAPIReader.Limits) {
        self.bytes = bytes
        self.limits = limits
        keys = KeyTable()
        nodes.reserveCapacity(min(bytes.count / 12 + 16, limits.maximumNodes))
        for name in Keyword.names {
            let offset = bytes.count + decoded.count
            decoded.append(contentsOf: name.utf8)
            _ = intern(offset: offset, length: name.utf8.count)
        }
    }

    /// The offset that text appended to ``decoded`` next will have.
    var nextDecodedOffset: Int { bytes.count + decoded.count }

    mutating func note(_ position: Int, _ message: String) {
        // The first of a kind tell enough: a file full of tabs must not become a list of the same size.
        if problems.count < 100 { problems.append(DocumentProblem(position: position, message: message)) }
    }

    mutating func append(_ node: DocumentTree.Node) throws(DocumentFault) {
        guard nodes.count < limits.maximumNodes else {
            throw DocumentFault(
                code: .tooManyNodes,
                position: Int(node.position),
                message: "The document has more than \(limits.maximumNodes) values. "
                    + "Split it, or raise the limit maximumNodes."
            )
        }
        nodes.append(node)
        expandedCount += 1
    }

    /// Appends a scalar whose text is a range of ``bytes`` or of ``decoded``.
    mutating func scalar(
        _ kind: DocumentTree.Node.Kind,
        position: Int,
        offset: Int,
        length: Int
    ) throws(DocumentFault) {
        try append(DocumentTree.Node(kind, position: position, first: offset, second: length))
    }

    /// Appends an alias of a complete value that expands to a number of nodes.
    mutating func alias(of target: Int, size: Int, position: Int) throws(DocumentFault) {
        try append(DocumentTree.Node(.alias, position: position, first: target, second: size))
        expandedCount += size - 1
        guard expandedCount - nodes.count <= limits.maximumAliasExpansion else {
            throw DocumentFault(
                code: .aliasExpansion,
                position: position,
                message: "The document's aliases stand for more than \(limits.maximumAliasExpansion) values. "
                    + "Write the values out where they are needed, or raise the limit maximumAliasExpansion."
            )
        }
    }

    /// How many nodes the last value, which begins at an index, stands for once its aliases are replaced.
    func expandedSize(from index: Int) -> Int {
        var size = 0
        for node in nodes[index...] { size += node.kind == .alias ? Int(node.second) : 1 }
        return size
    }

    /// Opens a mapping or sequence and returns its index.
    mutating func open(_ kind: DocumentTree.Node.Kind, position: Int) throws(DocumentFault) -> Int {
        try append(DocumentTree.Node(kind, position: position))
        return nodes.count - 1
    }

    /// Closes a sequence that has this many elements.
    mutating func closeSequence(_ index: Int, count: Int) {
        nodes[index].first = UInt32(truncatingIfNeeded: count)
        nodes[index].second = UInt32(truncatingIfNeeded: nodes.count)
    }

    /// Closes a mapping: numbers its keys, and where a key comes twice, lets the last one count.
    mutating func closeMapping(_ mapping: Int) {
        closedMappings += 1
        var count = 0
        var index = mapping + 1
        while index < nodes.count {
            let key = intern(offset: Int(nodes[index].first), length: Int(nodes[index].second))
            nodes[index].key = key
            if key == Keyword.merge.rawValue, nodes[index].kind == .plain { nodes[mapping].hasMergeKey = true }
            let last = lastUses[Int(key)]
            if last.mapping == closedMappings {
                nodes[Int(last.index)].isOverridden = true
                note(
                    Int(nodes[index].position),
                    "The key “\(excerpt(index))” comes twice in one mapping; the last one counts. Remove one."
                )
            } else {
                count += 1
            }
            lastUses[Int(key)] = (closedMappings, UInt32(truncatingIfNeeded: index))
            let value = nodes[index + 1]
            index = value.kind == .mapping || value.kind == .sequence ? Int(value.second) : index + 2
        }
        nodes[mapping].first = UInt32(truncatingIfNeeded: count)
        nodes[mapping].second = UInt32(truncatingIfNeeded: nodes.count)
        if count > 32 { indexMembers(of: mapping, count: count) }
    }

    /// Keeps the search in a mapping with many members from taking time for each of them.
    private mutating func indexMembers(of mapping: Int, count: Int) {
        var values: [UInt32: UInt32] = [:]
        values.reserveCapacity(count)
        var index = mapping + 1
        while index < nodes.count {
            if !nodes[index].isOverridden { values[nodes[index].key] = UInt32(truncatingIfNeeded: index + 1) }
            let value = nodes[index + 1]
            index = value.kind == .mapping || value.kind == .sequence ? Int(value.second) : index + 2
        }
        nodes[mapping].isLarge = true
        largeMappings[UInt32(truncatingIfNeeded: mapping)] = values
    }

    private mutating func intern(offset: Int, length: Int) -> UInt32 {
        let key = keys.intern(offset: offset, length: length, bytes: bytes, decoded: decoded)
        if Int(key) == lastUses.count { lastUses.append((0, 0)) }
        return key
    }

    private func excerpt(_ index: Int) -> String {
        let start = Int(nodes[index].first)
        let length = min(Int(nodes[index].second), 60)
        let base = start < bytes.count ? start : start - bytes.count
        let source = start < bytes.count ? bytes : decoded
        return String(decoding: source[base..<base + length], as: UTF8.self)
    }
}
