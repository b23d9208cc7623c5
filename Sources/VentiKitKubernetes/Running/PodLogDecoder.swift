//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// A line of a pod's log.
struct PodLogLine: Sendable, Hashable {
    /// When the program printed it, as the cluster writes it.
    var time: String
    /// What it printed, without the line's end.
    var text: [UInt8]

    /// The second in which it was printed, as a text that the cluster reads.
    var second: String {
        guard let dot = time.firstIndex(of: ".") else { return time }
        let zone = time[dot...].drop { $0 == "." || $0.isNumber }
        return String(time[..<dot] + zone)
    }
}

/// Takes the lines of a pod's log, with their times, from bytes however they are cut into pieces.
///
/// Container engines cut long lines into pieces of 16 KiB. Clusters before version 1.26 write a time before each of them, in
/// the middle of the line, and what the program prints to its other output can come between two.
struct PodLogDecoder: Sendable {
    static let pieceBytes = 16_384
    private var pending: [UInt8] = []
    /// The beginning of a line whose end has not come.
    private var begun: PodLogLine?
    private let maximumLineBytes: Int

    init(maximumLineBytes: Int) { self.maximumLineBytes = maximumLineBytes }

    /// The lines that are complete with these bytes.
    ///
    /// - Throws: ``KubernetesError`` with code ``KubernetesError/Code/invalidAnswer`` if one is too long.
    mutating func decode(_ bytes: [UInt8]) throws -> [PodLogLine] {
        var lines: [PodLogLine] = []
        var rest = bytes[...]
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            pending += rest[..<newline]
            rest = rest[rest.index(after: newline)...]
            if let line = takeLine() { lines.append(line) }
        }
        pending += rest
        guard pending.count + (begun?.text.count ?? 0) <= maximumLineBytes else {
            pending = []
            throw KubernetesError(
                .invalidAnswer,
                "The scanner prints a line of more than \(maximumLineBytes >> 20) MiB."
            )
        }
        return lines
    }

    /// A last line that has no end.
    mutating func finish() -> PodLogLine? {
        if !pending.isEmpty, let line = takeLine() { return line }
        defer { begun = nil }
        return begun
    }

    /// The line that ends here: the only one that does, of all whose pieces are in what is pending.
    private mutating func takeLine() -> PodLogLine? {
        let pieces = Self.pieces(pending)
        pending = []
        for piece in pieces.dropLast() {
            begun = PodLogLine(time: begun?.time ?? piece.time, text: (begun?.text ?? []) + piece.text)
        }
        guard let last = pieces.last else { return nil }
        guard let begun, isContinuation(last, of: begun) else { return last }
        self.begun = nil
        return PodLogLine(time: begun.time, text: begun.text + last.text)
    }

    /// Whether a piece belongs to the line that has begun, and is not a line of the other output that came in between.
    ///
    /// Docker gives all pieces of a line one time. Where each has its own, the end of an event tells it.
    private func isContinuation(_ piece: PodLogLine, of begun: PodLogLine) -> Bool {
        piece.time == begun.time || (begun.text.first == UInt8(ascii: "{") && piece.text.last == UInt8(ascii: "}"))
    }

    /// What lies between two ends of lines, cut where a time stands in it.
    private static func pieces(_ bytes: [UInt8]) -> [PodLogLine] {
        guard let length = timeLength(bytes[...]) else { return [] }
        var pieces: [PodLogLine] = []
        var time = String(decoding: bytes[..<(length - 1)], as: UTF8.self)
        var text: [UInt8] = []
        var rest = bytes[length...]
        while rest.count > pieceBytes {
            // A character that lies across a cut becomes two that say it is broken, and longer.
            let cut = (0...8).lazy.compactMap { extra -> (end: Int, next: Int)? in
                let end = rest.startIndex + pieceBytes + extra
                guard end < rest.endIndex, let length = timeLength(rest[end...]) else { return nil }
                return (end, end + length)
            }
            .first
            guard let cut else {
                text += rest.prefix(pieceBytes)
                rest = rest.dropFirst(pieceBytes)
                continue
            }
            pieces.append(PodLogLine(time: time, text: text + rest[..<cut.end]))
            text = []
            time = String(decoding: rest[cut.end..<(cut.next - 1)], as: UTF8.self)
            rest = rest[cut.next...]
        }
        return pieces + [PodLogLine(time: time, text: text + rest)]
    }

    /// The length of a time and the blank after it, or `nil` where there is none: `2026-11-23T04:00:49.123456789Z `.
    private static func timeLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        let pattern = Array("dddd-dd-ddTdd:dd:dd".utf8)
        guard bytes.count > pattern.count else { return nil }
        for (byte, expected) in zip(bytes, pattern) {
            let isRight = expected == UInt8(ascii: "d") ? isDigit(byte) : byte == expected
            guard isRight else { return nil }
        }
        var rest = bytes.dropFirst(pattern.count)
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop(while: isDigit) }
        if rest.first == UInt8(ascii: "Z") {
            rest = rest.dropFirst()
        } else if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            rest = rest.dropFirst().drop { isDigit($0) || $0 == UInt8(ascii: ":") }
        } else {
            return nil
        }
        guard rest.first == UInt8(ascii: " ") else { return nil }
        return bytes.count - rest.count + 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
