//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What may stand before a node: an anchor and a tag.
struct YAMLProperties {
    var anchor: String?
    var tag: String?
    /// The offset of the first of them.
    var start: Int?

    var isEmpty: Bool { start == nil }
    /// Whether the tag says that the scalar is a text, whatever it looks like.
    var isText: Bool { tag == "!!str" || tag == "!" || tag == "!!binary" || tag == "!<tag:yaml.org,2002:str>" }

    mutating func merge(_ other: YAMLProperties) {
        anchor = other.anchor ?? anchor
        tag = other.tag ?? tag
        start = start ?? other.start
    }
}

extension YAMLParser {
    /// Reads the anchor and the tag that stand here on one line.
    mutating func properties() throws(DocumentFault) -> YAMLProperties {
        var properties = YAMLProperties()
        while position < bytes.count {
            let start = position
            if bytes[position] == UInt8(ascii: "&"), properties.anchor == nil {
                position += 1
                properties.anchor = name()
            } else if bytes[position] == UInt8(ascii: "!"), properties.tag == nil {
                properties.tag = tag()
            } else {
                break
            }
            properties.start = properties.start ?? start
            let end = position
            skipBlanks()
            // Leave a comment its blank, and the line break to the caller.
            if position >= bytes.count || Self.isBreak(bytes[position]) || bytes[position] == UInt8(ascii: "#") {
                position = end
                break
            }
        }
        return properties
    }

    /// Records that the node at an index is being read under its anchor, so that it cannot hold itself.
    mutating func open(_ properties: YAMLProperties, _ index: Int) {
        if let anchor = properties.anchor { anchors[anchor] = (index, nil) }
    }

    /// Records the complete node at an index under its anchor, and makes it a text where its tag says so.
    mutating func register(_ properties: YAMLProperties, _ index: Int) {
        if properties.isText, builder.nodes[index].kind == .plain {
            builder.nodes[index].header = builder.nodes[index].header & ~7 | DocumentTree.Node.Kind.string.rawValue
        }
        guard let anchor = properties.anchor else { return }
        anchors[anchor] = (index, builder.expandedSize(from: index))
        anchorLog.append((anchor, index))
    }

    mutating func alias() throws(DocumentFault) {
        let start = position
        position += 1
        let name = name()
        guard let anchor = anchors[name] else {
            throw .syntax(
                start,
                "The alias “*\(name.prefix(60))” stands for no anchor. Define “&\(name.prefix(60))” before it."
            )
        }
        guard let size = anchor.size else {
            builder.note(
                start,
                "The alias “*\(name.prefix(60))” stands for the value that it is part of; it is read as null."
            )
            return try builder.scalar(.plain, position: start, offset: start, length: 0)
        }
        try builder.alias(of: anchor.index, size: size, position: start)
    }

    private mutating func name() -> String {
        let start = position
        while position < bytes.count, !isSpace(at: 0), !Self.isFlowIndicator(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func tag() -> String {
        let start = position
        let isVerbatim = peek(1) == UInt8(ascii: "<")
        while position < bytes.count, !isSpace(at: 0), isVerbatim || !Self.isFlowIndicator(bytes[position]) {
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}
