//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension YAMLParser {
    /// Reads a scalar without quotes; as a key, on one line only.
    mutating func plain(parent: Int, isFlow: Bool, isKey: Bool) throws(DocumentFault) {
        let start = position
        try checkPlainStart(isFlow: isFlow)
        var end = plainLine(isFlow: isFlow)
        guard !isKey, !isIndicator(UInt8(ascii: ":")), let next = continuation(parent, isFlow) else {
            return try builder.scalar(.plain, position: start, offset: start, length: end - start)
        }
        let offset = builder.nextDecodedOffset
        builder.decoded.append(contentsOf: bytes[start..<end])
        var following: Continuation? = next
        while let line = following {
            appendFold(line.breaks)
            position = line.position
            lineStart = line.lineStart
            hasTabIndentation = false
            let lineBegin = position
            end = plainLine(isFlow: isFlow)
            if !isFlow, isIndicator(UInt8(ascii: ":")) {
                if bytes[lineStart..<lineBegin].contains(0x09) { throw Self.tabIndentation(lineStart) }
                throw .syntax(
                    lineBegin,
                    "A key cannot stand in the middle of a text. Check the indentation, or put the text in quotes."
                )
            }
            builder.decoded.append(contentsOf: bytes[lineBegin..<end])
            following = continuation(parent, isFlow)
        }
        try builder.scalar(.plain, position: start, offset: offset, length: builder.nextDecodedOffset - offset)
    }

    private func checkPlainStart(isFlow: Bool) throws(DocumentFault) {
        switch peek() {
        case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","):
            throw .syntax(
                position,
                "Found \(found) where a value should begin. Put texts that begin with it in quotes."
            )
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            guard isFlow, isSpace(at: 1) || Self.isFlowIndicator(peek(1)) else { return }
            throw .syntax(position, "Found \(found) where a value should begin. Put it in quotes.")
        case UInt8(ascii: "&"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "#"):
            throw .syntax(
                position,
                "Found \(found) where a value should begin. Put texts that begin with it in quotes."
            )
        default: return
        }
    }

    /// Goes to the end of the scalar's text on this line and returns the offset after its last character.
    private mutating func plainLine(isFlow: Bool) -> Int {
        var end = position
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case 0x0A, 0x0D: return end
            case 0x20, 0x09:
                position += 1
                continue
            case UInt8(ascii: "#"):
                if position > lineStart, Self.isBlank(bytes[position - 1]) { return end }
            case UInt8(ascii: ":"):
                if isSpace(at: 1) || (isFlow && Self.isFlowIndicator(peek(1))) { return end }
            default:
                if isFlow, Self.isFlowIndicator(byte) { return end }
            }
            position += 1
            end = position
        }
        return end
    }

    private struct Continuation {
        var position: Int
        var lineStart: Int
        /// The number of line breaks before it.
        var breaks: Int
    }

    /// Where the scalar goes on after this line, if it does.
    private func continuation(_ parent: Int, _ isFlow: Bool) -> Continuation? {
        var ahead = self.position
        var start = lineStart
        var breaks = 0
        while ahead < bytes.count {
            let byte = bytes[ahead]
            if Self.isBreak(byte) {
                if byte == 0x0D, ahead + 1 < bytes.count, bytes[ahead + 1] == 0x0A { ahead += 1 }
                ahead += 1
                start = ahead
                breaks += 1
            } else if Self.isBlank(byte) {
                ahead += 1
            } else {
                break
            }
        }
        guard breaks > 0, ahead < bytes.count, bytes[ahead] != UInt8(ascii: "#"), ahead - start > parent else {
            return nil
        }
        if isFlow {
            if Self.isFlowIndicator(bytes[ahead]) { return nil }
            if bytes[ahead] == UInt8(ascii: ":") {
                let next = ahead + 1 < bytes.count ? bytes[ahead + 1] : 0x20
                if Self.isBlank(next) || Self.isBreak(next) || Self.isFlowIndicator(next) { return nil }
            }
        }
        var marker = (bytes[ahead] == UInt8(ascii: "-") || bytes[ahead] == UInt8(ascii: ".")) && ahead == start
        if marker {
            for offset in 1...2 where ahead + offset >= bytes.count || bytes[ahead + offset] != bytes[ahead] {
                marker = false
            }
            if marker, ahead + 3 < bytes.count, !Self.isBlank(bytes[ahead + 3]), !Self.isBreak(bytes[ahead + 3]) {
                marker = false
            }
        }
        return marker ? nil : Continuation(position: ahead, lineStart: start, breaks: breaks)
    }

    /// Appends what a number of line breaks in a flow scalar stand for.
    mutating func appendFold(_ breaks: Int) {
        if breaks == 1 {
            builder.decoded.append(0x20)
        } else {
            for _ in 1..<max(2, breaks) { builder.decoded.append(0x0A) }
        }
    }
}
