//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension YAMLParser {
    /// Reads a quoted or plain scalar, an alias, or a collection in brackets.
    mutating func atom(parent: Int, isFlow: Bool, isKey: Bool) throws(DocumentFault) {
        switch peek() {
        case UInt8(ascii: "["): try flowSequence()
        case UInt8(ascii: "{"): try flowMapping()
        case UInt8(ascii: "\""): try doubleQuoted(parent: parent)
        case UInt8(ascii: "'"): try singleQuoted(parent: parent)
        case UInt8(ascii: "*"): try alias()
        default: try plain(parent: parent, isFlow: isFlow, isKey: isKey)
        }
    }

    private mutating func flowNode() throws(DocumentFault) {
        let start = builder.nodes.count
        let startPosition = position
        let properties = try properties()
        if !properties.isEmpty { skipSeparation() }
        open(properties, start)
        if isFlowEnd || isFlowValueIndicator(afterQuoted: false) {
            try builder.scalar(
                properties.isText ? .string : .plain,
                position: startPosition,
                offset: position,
                length: 0
            )
        } else {
            try atom(parent: -1, isFlow: true, isKey: false)
        }
        register(properties, start)
    }

    private var isFlowEnd: Bool {
        switch peek() {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): true
        default: position >= bytes.count
        }
    }

    /// Whether the “:” between a key and its value stands here; after a quoted key it needs no space.
    private func isFlowValueIndicator(afterQuoted: Bool) -> Bool {
        guard peek() == UInt8(ascii: ":"), position < bytes.count else { return false }
        return afterQuoted || isSpace(at: 1) || Self.isFlowIndicator(peek(1))
    }

    private mutating func flowSequence() throws(DocumentFault) {
        try enter()
        defer { depth -= 1 }
        let start = position
        let sequence = try builder.open(.sequence, position: position)
        var count = 0
        position += 1
        while try hasFlowEntry(close: UInt8(ascii: "]"), start: start) {
            let entry = builder.nodes.count
            let entryPosition = position
            let isExplicit = isIndicator(UInt8(ascii: "?"))
            if isExplicit {
                position += 1
                skipSeparation()
            }
            let isQuoted = isQuoteOrBracket
            try flowNode()
            let end = position
            skipSeparation()
            if isFlowValueIndicator(afterQuoted: isQuoted) || isExplicit {
                try asKey(entry, end: end, from: entryPosition)
                try insertMapping(at: entry, position: entryPosition)
                try flowValue(afterQuoted: true)
                builder.closeMapping(entry)
            }
            count += 1
            try flowSeparator(close: UInt8(ascii: "]"))
        }
        position += 1
        builder.closeSequence(sequence, count: count)
    }

    private mutating func flowMapping() throws(DocumentFault) {
        try enter()
        defer { depth -= 1 }
        let start = position
        let mapping = try builder.open(.mapping, position: position)
        position += 1
        while try hasFlowEntry(close: UInt8(ascii: "}"), start: start) {
            if isIndicator(UInt8(ascii: "?")) {
                position += 1
                skipSeparation()
            }
            let entry = builder.nodes.count
            let entryPosition = position
            let isQuoted = isQuoteOrBracket
            try flowNode()
            try asKey(entry, end: position, from: entryPosition)
            skipSeparation()
            try flowValue(afterQuoted: isQuoted)
            try flowSeparator(close: UInt8(ascii: "}"))
        }
        position += 1
        builder.closeMapping(mapping)
    }

    private var isQuoteOrBracket: Bool {
        switch peek() {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "["), UInt8(ascii: "{"): true
        default: false
        }
    }

    private mutating func flowValue(afterQuoted: Bool) throws(DocumentFault) {
        if isFlowValueIndicator(afterQuoted: afterQuoted) {
            position += 1
            skipSeparation()
            try flowNode()
        } else {
            try builder.scalar(.plain, position: position, offset: position, length: 0)
        }
    }

    private mutating func hasFlowEntry(close: UInt8, start: Int) throws(DocumentFault) -> Bool {
        skipSeparation()
        guard position < bytes.count, !isDocumentMarker else {
            throw .syntax(start, "The bracket that opens here is never closed. Is the file complete?")
        }
        if bytes[position] == close { return false }
        guard bytes[position] != UInt8(ascii: ",") else {
            throw .syntax(position, "A comma without a value before it. Remove it.")
        }
        return true
    }

    private mutating func flowSeparator(close: UInt8) throws(DocumentFault) {
        skipSeparation()
        if peek() == UInt8(ascii: ","), position < bytes.count {
            position += 1
        } else if position < bytes.count, bytes[position] != close {
            throw .syntax(
                position,
                "Expected “,” or “\(Unicode.Scalar(close))”, found \(found). Is a comma or a quote missing?"
            )
        }
    }
}
