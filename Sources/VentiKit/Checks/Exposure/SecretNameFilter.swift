//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Whether the names of a JSON text's members can be those of secrets at all, without reading the text as JSON.
///
/// A name is what stands before a quotation mark and a colon. Names with escapes count as possible.
struct SecretNameFilter: Sendable {
    /// The names that the API's own document marks, beside those that say by themselves what they are.
    var marked: [[UInt8]]

    init(marked: [[UInt8]] = []) { self.marked = marked }

    /// Makes a filter for an answer.
    ///
    /// - Parameters:
    ///   - content: What the answer's own schema marks; `nil` where it has none.
    ///   - library: What the schemas mark that it may refer to.
    /// - Returns: `nil` where every answer must be read.
    init?(marked content: MarkedNames?, in library: @autoclosure () -> MarkedNames) {
        guard let content else {
            marked = []
            return
        }
        let library = library()
        if content.isUncertain || library.isUncertain { return nil }
        marked = content.names.isEmpty ? library.names : library.names + content.names
        if library.hasMarkedReferences { marked += content.referring }
    }

    /// Whether any member's name may be a secret's.
    func mayHoldSecrets(_ text: Span<UInt8>) -> Bool {
        var hasBackslash = false
        var index = 0
        while index + 8 <= text.count {
            // Eight bytes in one word; a byte of zero wherever it has a colon or a backslash.
            let word = Self.word(at: index, of: text)
            hasBackslash = hasBackslash || Self.zeroBytes(word ^ 0x5C5C_5C5C_5C5C_5C5C) != 0
            var colons = Self.zeroBytes(word ^ 0x3A3A_3A3A_3A3A_3A3A)
            while colons != 0 {
                let place = index + colons.trailingZeroBitCount / 8
                if isSecretName(before: place, in: text, hasBackslash) { return true }
                colons &= colons &- 1
            }
            index += 8
        }
        while index < text.count {
            if isSecretName(before: index, in: text, hasBackslash) { return true }
            hasBackslash = hasBackslash || text[index] == UInt8(ascii: "\\")
            index += 1
        }
        return false
    }

    /// Whether there is a colon, and a name before it that may be a secret's.
    private func isSecretName(before colon: Int, in text: Span<UInt8>, _ hasBackslash: Bool) -> Bool {
        guard text[colon] == UInt8(ascii: ":") else { return false }
        var end = colon - 1
        while end > 0, text[end] <= 0x20 { end -= 1 }
        guard end > 0, text[end] == UInt8(ascii: "\"") else { return false }
        if hasBackslash {
            var start = end - 1
            while start >= 0, text[start] == UInt8(ascii: "\\") { start -= 1 }
            // An escaped quotation mark ends no string.
            if (end - 1 - start) % 2 == 1 { return false }
            while start >= 0, text[start] != UInt8(ascii: "\""), text[start] != UInt8(ascii: "\\") { start -= 1 }
            if start < 0 || text[start] == UInt8(ascii: "\\") { return true }
            if end - 1 >= 0, text[end - 1] == UInt8(ascii: "\\") { return true }
            if start > 0, text[start - 1] == UInt8(ascii: "\\") { return true }
        }
        return NameEndings.credentials.match(text, endingAt: end) || isMarked(endingAt: end, in: text)
    }

    private func isMarked(endingAt end: Int, in text: Span<UInt8>) -> Bool {
        marked.contains { name in
            let start = end - name.count
            guard start > 0, text[start - 1] == UInt8(ascii: "\"") else { return false }
            return name.indices.allSatisfy { name[$0] == text[start + $0] }
        }
    }

    private static func word(at index: Int, of text: Span<UInt8>) -> UInt64 {
        // The caller has seen that there are eight bytes.
        unsafe text.withUnsafeBytes {
            unsafe UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        }
    }

    /// The highest bit of every byte that is zero (Mycroft, 1987), and of some that are not above one that is.
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }
}
