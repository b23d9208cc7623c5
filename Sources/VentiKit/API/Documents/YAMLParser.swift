//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads the first document of a YAML 1.2 stream into a document tree.
///
/// Keys stay the text as written, and a scalar keeps its text too: what type it has is asked later, by the core schema.
/// So `on`, `no`, `200` and dates are never changed. Tolerates what real documents have and other parsers refuse:
/// duplicate keys, tabs in blank lines, and control characters.
struct YAMLParser {
    var builder: DocumentBuilder
    let bytes: [UInt8]
    var position: Int
    /// The offset of the first byte of the line that ``position`` is on.
    var lineStart: Int
    /// Whether a tab stands before the first content of the line.
    var hasTabIndentation = false
    var depth = 0
    /// The nodes with anchors, by name: their index, and how many nodes they expand to; no size while still open.
    var anchors: [String: (index: Int, size: Int?)] = [:]
    /// Every anchor in the order in which it was recorded, to forget those of a key that becomes one text.
    var anchorLog: [(name: String, index: Int)] = []

    init(bytes: [UInt8], start: Int, limits: OpenAPIReader.Limits) {
        self.bytes = bytes
        position = start
        lineStart = start
        builder = DocumentBuilder(bytes: bytes, limits: limits)
    }

    /// Reads the first document that has content.
    mutating func parse() throws(DocumentFault) {
        // The prolog ends at content, so a document of nothing but markers and comments before it is passed over.
        let isAfterMarker = skipProlog()
        if position < bytes.count {
            try blockNode(parent: -1, isMappingValue: false, allowsCompact: !isAfterMarker)
            skipSeparation()
        }
        guard !builder.nodes.isEmpty else {
            throw .syntax(0, "The document is empty. Name a file that holds an OpenAPI description.")
        }
        guard position < bytes.count else { return }
        guard isDocumentMarker else {
            throw .syntax(
                position,
                "Expected the end of the document, found \(found). Check the indentation of this line."
            )
        }
        skipProlog()
        if position < bytes.count {
            builder.note(position, "The file holds several YAML documents; only the first is used.")
        }
    }

    /// Skips comments, directives and document markers; returns whether content follows a marker on its line.
    @discardableResult
    private mutating func skipProlog() -> Bool {
        while true {
            skipSeparation()
            if position == lineStart, isDocumentMarker {
                position += 3
                let line = lineStart
                skipSeparation()
                if position < bytes.count, lineStart == line { return true }
            } else if position == lineStart, position < bytes.count, bytes[position] == UInt8(ascii: "%") {
                skipToLineEnd()
            } else {
                return false
            }
        }
    }

    mutating func enter() throws(DocumentFault) {
        depth += 1
        guard depth <= builder.limits.maximumDepth else { throw .tooDeep(position, builder.limits.maximumDepth) }
    }
}

// MARK: - Characters

extension YAMLParser {
    /// The byte at an offset from the current one; zero after the end.
    func peek(_ offset: Int = 0) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : 0
    }

    var column: Int { position - lineStart }

    static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    static func isFlowIndicator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
        default: false
        }
    }

    /// Whether a blank, a line break or the end stands at an offset from the current byte.
    func isSpace(at offset: Int) -> Bool {
        let index = position + offset
        guard index < bytes.count else { return true }
        return Self.isBlank(bytes[index]) || Self.isBreak(bytes[index])
    }

    /// Whether the indicator stands here with a space or the end of the line after it.
    func isIndicator(_ indicator: UInt8) -> Bool {
        position < bytes.count && bytes[position] == indicator && isSpace(at: 1)
    }

    /// Whether a line begins here with `---` or `...`.
    var isDocumentMarker: Bool {
        guard position == lineStart, position + 3 <= bytes.count else { return false }
        let byte = bytes[position]
        guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") else { return false }
        return bytes[position + 1] == byte && bytes[position + 2] == byte && isSpace(at: 3)
    }

    /// Whether only blanks stand before this place on its line.
    var isFirstOnLine: Bool {
        for index in lineStart..<position where !Self.isBlank(bytes[index]) { return false }
        return true
    }

    /// Goes over a line break: `\n`, `\r` or `\r\n`.
    mutating func skipBreak() {
        if bytes[position] == 0x0D, peek(1) == 0x0A { position += 1 }
        position += 1
        lineStart = position
        hasTabIndentation = false
    }

    mutating func skipToLineEnd() {
        while position < bytes.count, !Self.isBreak(bytes[position]) { position += 1 }
    }

    mutating func skipBlanks() {
        while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    }

    /// Goes to the next content, over blanks, comments and line breaks; returns whether it crossed a line break.
    @discardableResult
    mutating func skipSeparation() -> Bool {
        var isCrossed = false
        var isIndentation = position == lineStart
        while position < bytes.count {
            switch bytes[position] {
            case 0x20: position += 1
            case 0x09:
                if isIndentation { hasTabIndentation = true }
                position += 1
            case 0x0A, 0x0D:
                skipBreak()
                isCrossed = true
                isIndentation = true
            case UInt8(ascii: "#"):
                guard position == lineStart || Self.isBlank(bytes[position - 1]) else { return isCrossed }
                skipToLineEnd()
            default: return isCrossed
            }
        }
        return isCrossed
    }

    /// The next character, for a message.
    var found: String {
        guard position < bytes.count else { return "the end of the file" }
        let text = String(decoding: bytes[position..<min(position + 8, bytes.count)], as: UTF8.self)
        guard let character = text.first, let scalar = character.unicodeScalars.first else { return "nothing" }
        return scalar.value < 0x20 ? "a control character" : "“\(character)”"
    }
}
