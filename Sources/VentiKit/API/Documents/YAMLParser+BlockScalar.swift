//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension YAMLParser {
    private enum Chomping { case strip, clip, keep }

    /// Reads a literal (`|`) or folded (`>`) scalar in a collection that is indented by `parent` columns.
    mutating func blockScalar(parent: Int) throws(DocumentFault) {
        let start = position
        let isFolded = bytes[position] == UInt8(ascii: ">")
        var chomping = Chomping.clip
        var indentation: Int?
        position += 1
        header: while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "-"): chomping = .strip
            case UInt8(ascii: "+"): chomping = .keep
            case UInt8(ascii: "1")...UInt8(ascii: "9"): indentation = max(parent, 0) + Int(bytes[position] - 0x30)
            default: break header
            }
            position += 1
        }
        skipBlanks()
        if peek() == UInt8(ascii: "#"), position < bytes.count { skipToLineEnd() }
        guard position >= bytes.count || Self.isBreak(bytes[position]) else {
            throw .syntax(position, "Found \(found) after “\(isFolded ? ">" : "|")”. The text begins on the next line.")
        }
        if position < bytes.count { skipBreak() }
        let offset = builder.nextDecodedOffset
        let minimum = parent + 1
        let indent = indentation ?? detectIndentation(minimum: minimum)
        blockLines(indent: indent, isFolded: isFolded, chomping: chomping)
        try builder.scalar(.string, position: start, offset: offset, length: builder.nextDecodedOffset - offset)
    }

    /// The indentation of the first line that is not blank; where the text has none, that of its longest blank line.
    private func detectIndentation(minimum: Int) -> Int {
        var index = position
        var start = position
        var widest = minimum
        while index < bytes.count {
            switch bytes[index] {
            case 0x20: index += 1
            case 0x09:
                if index - start >= minimum { return index - start }
                // Too far left for content: a blank line, as some editors leave them behind.
                var end = index
                while end < bytes.count, Self.isBlank(bytes[end]) { end += 1 }
                guard end >= bytes.count || Self.isBreak(bytes[end]) else { return minimum }
                index = end
            case 0x0A, 0x0D:
                widest = max(widest, index - start)
                index += 1
                start = index
            default: return index - start >= minimum ? index - start : widest
            }
        }
        return max(widest, index - start)
    }

    private mutating func blockLines(indent: Int, isFolded: Bool, chomping: Chomping) {
        /// The line breaks since the last line with content.
        var breaks = 0
        var isFirst = true
        var wasIndented = false
        while position < bytes.count {
            let line = position
            var content = position
            while content < bytes.count, content - line < indent, bytes[content] == 0x20 { content += 1 }
            var end = content
            while end < bytes.count, Self.isBlank(bytes[end]) { end += 1 }
            let isBlankLine = end >= bytes.count || Self.isBreak(bytes[end])
            if isBlankLine, content - line < indent || end == content {
                if end > content {
                    builder.note(content, "A tab in a blank line of a block text; the line counts as empty.")
                }
                guard end < bytes.count else {
                    position = end
                    break
                }
                position = end
                skipBreak()
                breaks += 1
                continue
            }
            guard content - line >= indent, !isDocumentMarker else { break }
            let isIndented = isFolded && Self.isBlank(bytes[content])
            appendBreaks(breaks, isFolded: isFolded && !isIndented && !wasIndented, isFirst: isFirst)
            position = content
            skipToLineEnd()
            builder.decoded.append(contentsOf: bytes[content..<position])
            isFirst = false
            wasIndented = isIndented
            breaks = 0
            guard position < bytes.count else { break }
            skipBreak()
            breaks = 1
        }
        switch chomping {
        case .strip: break
        case .clip: if !isFirst, breaks > 0 { builder.decoded.append(0x0A) }
        case .keep: for _ in 0..<breaks { builder.decoded.append(0x0A) }
        }
    }

    private mutating func appendBreaks(_ breaks: Int, isFolded: Bool, isFirst: Bool) {
        if isFolded, !isFirst, breaks == 1 { return builder.decoded.append(0x20) }
        let count = isFolded && !isFirst ? breaks - 1 : breaks
        for _ in 0..<max(0, count) { builder.decoded.append(0x0A) }
    }
}
