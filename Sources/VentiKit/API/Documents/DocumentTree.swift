//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A parsed JSON or YAML document: an arena of small nodes over the kept bytes.
///
/// A node is followed by its children, so a subtree is a range of the arena. Texts are ranges of the document's bytes,
/// or of ``decoded`` where escapes or line folding make them differ.
final class DocumentTree: Sendable {
    /// One value or key: 16 bytes.
    struct Node: Sendable {
        enum Kind: UInt32 {
            /// A scalar whose text says its type, as in JSON's `true` or a YAML scalar without quotes.
            case plain
            /// A scalar that is a text whatever it says.
            case string
            case mapping, sequence
            /// A place where the value at the index ``first`` stands again.
            case alias
        }

        /// The offset of the first byte in the document.
        var position: UInt32
        /// The offset of a scalar's text, the number of a collection's entries, or an alias's target.
        var first: UInt32
        /// The length of a scalar's text in bytes, or the index after a collection's last node.
        var second: UInt32
        /// The kind, the flags, and above them the number of a key.
        var header: UInt32

        init(_ kind: Kind, position: Int, first: Int = 0, second: Int = 0) {
            self.position = UInt32(truncatingIfNeeded: position)
            self.first = UInt32(truncatingIfNeeded: first)
            self.second = UInt32(truncatingIfNeeded: second)
            header = kind.rawValue
        }

        var kind: Kind { Kind(rawValue: header & 7) ?? .string }
        /// Whether a later key of the same mapping has the same text.
        var isOverridden: Bool {
            get { header & 8 != 0 }
            set { header = newValue ? header | 8 : header & ~8 }
        }
        /// Whether one of the mapping's keys is the merge key `<<`.
        var hasMergeKey: Bool {
            get { header & 16 != 0 }
            set { header = newValue ? header | 16 : header & ~16 }
        }
        /// Whether the mapping's members are in the tree's index of large mappings.
        var isLarge: Bool {
            get { header & 32 != 0 }
            set { header = newValue ? header | 32 : header & ~32 }
        }
        /// A key's number in the tree's key table.
        var key: UInt32 {
            get { header >> 8 }
            set { header = header & 0xFF | newValue << 8 }
        }
    }

    /// The document's name for locations.
    let name: String
    /// Which of the reader's documents this is.
    let id: Int
    let bytes: [UInt8]
    /// The texts that differ from the bytes that stand for them; offsets count on after those of ``bytes``.
    let decoded: [UInt8]
    let nodes: [Node]
    let keys: KeyTable
    let lines: LineIndex
    private let largeMappings: [UInt32: [UInt32: UInt32]]
    /// What was tolerated, in the order in which it was found.
    let problems: [DocumentProblem]

    init(name: String, id: Int, builder: consuming DocumentBuilder) {
        self.name = name
        self.id = id
        bytes = builder.bytes
        decoded = builder.decoded
        nodes = builder.nodes
        keys = builder.keys
        lines = LineIndex(of: builder.bytes)
        problems = builder.problems
        largeMappings = builder.largeMappings
    }

    var root: DocumentNode { DocumentNode(tree: self, index: 0) }

    func location(at position: Int) -> SourceLocation {
        let (line, column) = lines.lineAndColumn(at: position, in: bytes)
        return SourceLocation(file: name, line: line, column: column)
    }

    func text(_ offset: UInt32, _ length: UInt32) -> String {
        let start = Int(offset)
        if start < bytes.count { return String(decoding: bytes[start..<start + Int(length)], as: UTF8.self) }
        let base = start - bytes.count
        return String(decoding: decoded[base..<base + Int(length)], as: UTF8.self)
    }

    func byte(at offset: UInt32) -> UInt8 {
        let offset = Int(offset)
        return offset < bytes.count ? bytes[offset] : decoded[offset - bytes.count]
    }

    /// The number of a key in this tree, or `nil` where no mapping has it.
    func keyID(of name: String) -> UInt32? {
        keys.find(Array(name.utf8), bytes: bytes, decoded: decoded)
    }

    /// The index of the node after the one at this index and all that it holds.
    func indexAfter(_ index: Int) -> Int {
        let node = nodes[index]
        return node.kind == .mapping || node.kind == .sequence ? Int(node.second) : index + 1
    }

    /// The index of the value that a mapping has under a key.
    func indexOfValue(_ key: UInt32, in mapping: Int) -> Int? {
        let header = nodes[mapping]
        guard header.kind == .mapping else { return nil }
        if header.hasMergeKey { return mergedPairs(of: mapping).first { nodes[$0.key].key == key }?.value }
        if header.isLarge { return largeMappings[UInt32(truncatingIfNeeded: mapping)]?[key].map { Int($0) } }
        let end = Int(header.second)
        var index = mapping + 1
        while index < end {
            let node = nodes[index]
            if node.key == key, !node.isOverridden { return index + 1 }
            index = indexAfter(index + 1)
        }
        return nil
    }

    /// The members of a mapping with merge keys: its own first, then those of the merged mappings that it lacks.
    func mergedPairs(of mapping: Int, depth: Int = 0) -> [(key: Int, value: Int)] {
        var pairs: [(key: Int, value: Int)] = []
        var sources: [Int] = []
        var index = mapping + 1
        let end = Int(nodes[mapping].second)
        while index < end {
            let key = nodes[index]
            if !key.isOverridden {
                if key.key == Keyword.merge.rawValue, key.kind == .plain {
                    sources.append(DocumentNode(tree: self, index: index + 1).index)
                } else {
                    pairs.append((index, index + 1))
                }
            }
            index = indexAfter(index + 1)
        }
        guard depth < 16 else { return pairs }
        var seen = Set(pairs.map { nodes[$0.key].key })
        for source in sources {
            let node = DocumentNode(tree: self, index: source)
            let mappings = node.isSequence ? node.elements.map(\.index) : [source]
            for merged in mappings where nodes[merged].kind == .mapping {
                for pair in mergedPairs(of: merged, depth: depth + 1) where seen.insert(nodes[pair.key].key).inserted {
                    pairs.append(pair)
                }
            }
        }
        return pairs
    }

    func isNullText(_ offset: UInt32, _ length: UInt32) -> Bool {
        switch length {
        case 0: return true
        case 1: return byte(at: offset) == UInt8(ascii: "~")
        case 4:
            let text = text(offset, length)
            return text == "null" || text == "Null" || text == "NULL"
        default: return false
        }
    }
}

/// Something in a document's notation that was tolerated.
struct DocumentProblem: Sendable {
    var position: Int
    var message: String
}

/// What ends the reading of a document.
struct DocumentFault: Error {
    var code: OpenAPIReaderError.Code
    var position: Int
    var message: String

    static func syntax(_ position: Int, _ message: String) -> DocumentFault {
        DocumentFault(code: .notADocument, position: position, message: message)
    }
}
