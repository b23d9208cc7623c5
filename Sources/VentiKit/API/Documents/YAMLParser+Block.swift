//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension YAMLParser {
    /// Reads the node after an indicator, in a collection that is indented by `parent` columns.
    ///
    /// Appends exactly one node with what it holds; an empty one where there is no content.
    mutating func blockNode(parent: Int, isMappingValue: Bool, allowsCompact: Bool) throws(DocumentFault) {
        try enter()
        defer { depth -= 1 }
        let indicator = position
        var isCrossed = skipSeparation()
        var outer = YAMLProperties()
        var local = try properties()
        while !local.isEmpty, skipSeparation() {
            isCrossed = true
            outer.merge(local)
            local = isOutside(parent, isMappingValue) ? YAMLProperties() : try properties()
        }
        if local.isEmpty, isOutside(parent, isMappingValue), isCrossed || position >= bytes.count {
            let start = builder.nodes.count
            try builder.scalar(outer.isText ? .string : .plain, position: indicator, offset: indicator, length: 0)
            register(outer, start)
            return
        }
        try blockContent(parent: parent, allowsBlock: isCrossed || allowsCompact, outer: outer, local: local)
    }

    /// Whether the content here no longer belongs to a node of a collection with this indentation.
    private func isOutside(_ parent: Int, _ isMappingValue: Bool) -> Bool {
        if position >= bytes.count || isDocumentMarker { return true }
        if column > parent { return false }
        // A sequence may stand as far left as the key that it is the value of.
        return !(isMappingValue && column == parent && isIndicator(UInt8(ascii: "-")))
    }

    private mutating func blockContent(
        parent: Int,
        allowsBlock: Bool,
        outer: YAMLProperties,
        local: YAMLProperties
    ) throws(DocumentFault) {
        let start = builder.nodes.count
        var whole = outer
        switch peek() {
        case UInt8(ascii: "-") where isSpace(at: 1):
            guard allowsBlock else {
                throw .syntax(position, "A list cannot begin on the line of its key. Put “-” on the next line.")
            }
            whole.merge(local)
            open(whole, start)
            try blockSequence()
            return register(whole, start)
        case UInt8(ascii: "?") where isSpace(at: 1), UInt8(ascii: ":") where isSpace(at: 1):
            guard allowsBlock else { throw .syntax(position, "A mapping cannot begin here. Put it on the next line.") }
            whole.merge(local)
            open(whole, start)
            try blockMapping(firstKey: nil)
            return register(whole, start)
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            whole.merge(local)
            try blockScalar(parent: parent)
            return register(whole, start)
        default: break
        }
        let contentColumn = (local.start ?? position) - lineStart
        let contentPosition = local.start ?? position
        let line = lineStart
        try atom(parent: parent, isFlow: false, isKey: false)
        let end = position
        skipBlanks()
        guard lineStart == line, isIndicator(UInt8(ascii: ":")) else {
            whole.merge(local)
            return register(whole, start)
        }
        guard allowsBlock else {
            throw .syntax(
                position,
                "A second “: ” on this line: a mapping cannot begin here. Put the text in quotes, or the mapping on the next line."
            )
        }
        open(outer, start)
        try asKey(start, end: end, from: contentPosition)
        try insertMapping(at: start, position: contentPosition)
        register(local, start + 1)
        try blockMapping(firstKey: (start, contentColumn))
        register(outer, start)
    }

    private mutating func blockSequence() throws(DocumentFault) {
        try refuseTabIndentation()
        let column = column
        let sequence = try builder.open(.sequence, position: position)
        var count = 0
        repeat {
            position += 1
            try blockNode(parent: column, isMappingValue: false, allowsCompact: true)
            count += 1
        } while try continues(at: column, isSequence: true)
        builder.closeSequence(sequence, count: count)
    }

    /// Reads the entries of a mapping; where its first key has been read already, from the “:” after that key on.
    private mutating func blockMapping(firstKey: (mapping: Int, column: Int)?) throws(DocumentFault) {
        try refuseTabIndentation()
        let column = firstKey?.column ?? column
        let mapping: Int
        if let firstKey {
            mapping = firstKey.mapping
            position += 1
            try blockNode(parent: column, isMappingValue: true, allowsCompact: false)
        } else {
            mapping = try builder.open(.mapping, position: position)
            try blockEntry(column)
        }
        while try continues(at: column, isSequence: false) { try blockEntry(column) }
        builder.closeMapping(mapping)
    }

    private mutating func blockEntry(_ column: Int) throws(DocumentFault) {
        try refuseTabIndentation()
        if isIndicator(UInt8(ascii: "?")) { return try explicitEntry(column) }
        let start = builder.nodes.count
        let keyPosition = position
        let line = lineStart
        if isIndicator(UInt8(ascii: ":")) {
            try builder.scalar(.plain, position: position, offset: position, length: 0)
        } else {
            let properties = try properties()
            skipBlanks()
            try atom(parent: column, isFlow: false, isKey: true)
            let end = position
            skipBlanks()
            guard lineStart == line, isIndicator(UInt8(ascii: ":")) else {
                throw .syntax(keyPosition, "Expected a key with “: ” after it. Is a colon or a space after it missing?")
            }
            try asKey(start, end: end, from: keyPosition)
            register(properties, start)
        }
        position += 1
        try blockNode(parent: column, isMappingValue: true, allowsCompact: false)
    }

    private mutating func explicitEntry(_ column: Int) throws(DocumentFault) {
        let start = builder.nodes.count
        position += 1
        let keyPosition = position
        try blockNode(parent: column, isMappingValue: true, allowsCompact: true)
        let end = position
        try asKey(start, end: end, from: keyPosition)
        skipSeparation()
        if self.column == column, isIndicator(UInt8(ascii: ":")) {
            position += 1
            try blockNode(parent: column, isMappingValue: true, allowsCompact: true)
        } else {
            try builder.scalar(.plain, position: end, offset: min(end, bytes.count), length: 0)
        }
    }

    /// Whether a further entry of the collection stands here.
    private mutating func continues(at column: Int, isSequence: Bool) throws(DocumentFault) -> Bool {
        skipSeparation()
        guard position < bytes.count, !isDocumentMarker else { return false }
        guard isFirstOnLine else {
            throw .syntax(position, "Expected the end of the line, found \(found). Is a quote missing, or too much?")
        }
        guard self.column >= column else { return false }
        guard self.column == column else {
            throw .syntax(position, "This line is indented further than the entries before it. Check its indentation.")
        }
        let isItem = isIndicator(UInt8(ascii: "-"))
        if isSequence { return isItem }
        guard !isItem else {
            throw .syntax(position, "Expected a key, found “-”. Indent the list further than its neighbours.")
        }
        return true
    }

    private func refuseTabIndentation() throws(DocumentFault) {
        if hasTabIndentation { throw Self.tabIndentation(lineStart) }
    }

    static func tabIndentation(_ position: Int) -> DocumentFault {
        .syntax(position, "The line is indented with a tab. Use spaces.")
    }

    /// Puts a mapping before the key that has just been read.
    mutating func insertMapping(at index: Int, position: Int) throws(DocumentFault) {
        let key = builder.nodes.removeLast()
        _ = try builder.open(.mapping, position: position)
        builder.nodes.append(key)
    }

    /// Makes one scalar of the key whose nodes begin at an index: of an alias the text it stands for, of a collection
    /// the text as written.
    mutating func asKey(_ start: Int, end: Int, from position: Int) throws(DocumentFault) {
        var node = builder.nodes[start]
        if node.kind == .alias { node = builder.nodes[Int(node.first)] }
        if node.kind == .plain || node.kind == .string {
            builder.nodes[start].first = node.first
            builder.nodes[start].second = node.second
            builder.nodes[start].header = node.header & 7
            return
        }
        builder.nodes.removeSubrange(start...)
        while let last = anchorLog.last, last.index >= start {
            anchorLog.removeLast()
            if let anchor = anchors[last.name], anchor.index >= start { anchors[last.name] = nil }
        }
        let range = position..<max(position, min(end, bytes.count))
        let text = bytes[range].drop { Self.isBlank($0) || Self.isBreak($0) }
        let length = text.lastIndex { !Self.isBlank($0) && !Self.isBreak($0) }.map { $0 + 1 - text.startIndex } ?? 0
        try builder.scalar(.string, position: text.startIndex, offset: text.startIndex, length: length)
    }
}
