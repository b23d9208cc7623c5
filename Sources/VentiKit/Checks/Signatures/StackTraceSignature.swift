//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Two or more frames of a stack trace, one shortly after the other, in the form of one language.
struct StackTraceSignature: Signature {
    /// Frames that are not lines: what a language's or a framework's serializer makes of them.
    static let serialized = PhraseSignature([
        Phrase("Java", ["\"declaringClass\"", "\"methodName\"", "\"lineNumber\""], window: 1_000),
        Phrase("Java", ["\"className\"", "\"methodName\"", "\"fileName\"", "\"lineNumber\""], window: 1_000),
        Phrase("Python", ["<h4>File <cite class=\"filename\">", "<em class=\"line\">"], window: 1_000),
    ])

    /// How many other lines, blank ones not counted, may stand between two frames: the source line and its markers.
    private static let maximumGap = 3
    /// How much of a line is looked at.
    private static let maximumLineBytes = 2_048

    /// What frames with a place in a file have in them; a trace needs one of those.
    var anchors: [Anchor] { StackFrame.anchors }

    func firstMatch(in bytes: [UInt8]) -> SignatureOccurrence? {
        var run = Run()
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if let found = run.take(bytes[start..<min(end, start + Self.maximumLineBytes)]) { return found }
            start = end + 1
        }
        return nil
    }

    /// The frames seen so far that belong together.
    private struct Run {
        private var language: String?
        private var count = 0
        private var hasLocation = false
        private var gap = 0
        private var start = 0

        /// Takes in a line, and gives the run if it is now a trace.
        mutating func take(_ bytes: ArraySlice<UInt8>) -> SignatureOccurrence? {
            let line = TraceLine(bytes)
            guard !line.text.isEmpty else { return nil }
            guard let frame = StackFrame(line, continuing: language) else {
                gap += 1
                if gap > StackTraceSignature.maximumGap { language = nil }
                return nil
            }
            if frame.language != language {
                language = frame.language
                count = 0
                hasLocation = false
                start = line.text.startIndex
            }
            count += 1
            gap = 0
            hasLocation = hasLocation || frame.hasLocation
            guard count >= 2, hasLocation else { return nil }
            return SignatureOccurrence(product: frame.language, range: start..<line.text.endIndex)
        }
    }
}
