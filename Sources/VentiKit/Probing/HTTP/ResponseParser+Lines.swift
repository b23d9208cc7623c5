//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ResponseParser {
    /// Reads to the end of the line or of the bytes, and gives the index after what was read.
    ///
    /// - Parameter isStrict: Whether a line ends in CR LF only. Chunk lines do: a lenient reading would let two readers
    ///   see two different bodies.
    mutating func readLine(_ bytes: Span<UInt8>, from start: Int, isStrict: Bool) throws(ProbeError) -> Int {
        let newline = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start)
        let end = newline ?? bytes.count
        let room = min(maximumLineBytes - line.count, limits.maximumHeaderBytes - headBytes)
        let piece = bytes.extracting(start..<min(end, start + max(0, room)))
        if state == .statusLine, !mayBegin(with: piece) {
            throw ProbeError(.notHTTP, "What came back does not begin with an HTTP/1 status line.")
        }
        guard end - start <= room else {
            throw tooLong(isLine: maximumLineBytes - line.count <= limits.maximumHeaderBytes - headBytes)
        }
        headBytes += end - start
        guard newline != nil else {
            unsafe piece.withUnsafeBufferPointer { unsafe line.append(contentsOf: $0) }
            return end
        }
        headBytes += 1
        if line.isEmpty {
            try endLine(piece, isStrict: isStrict)
        } else {
            unsafe piece.withUnsafeBufferPointer { unsafe line.append(contentsOf: $0) }
            let whole = line
            line = []
            try endLine(whole.span, isStrict: isStrict)
        }
        return end + 1
    }

    private var maximumLineBytes: Int {
        switch state {
        case .chunkSize: 1024
        case .chunkEnd: 1
        default: limits.maximumHeaderBytes
        }
    }

    /// - Parameter isLine: Whether the line alone is too long, and not all lines of the head together.
    private func tooLong(isLine: Bool) -> ProbeError {
        switch state {
        case .chunkEnd where isLine: ProbeError(.invalidChunk, "A chunk is longer than its size says.")
        case .chunkSize where isLine:
            ProbeError(.invalidChunk, "The size line of a chunk is longer than \(maximumLineBytes) bytes.")
        default:
            ProbeError(.headerTooLarge, "The head of the response is longer than \(limits.maximumHeaderBytes) bytes.")
        }
    }

    /// Whether a status line can go on so.
    ///
    /// Garbage is refused at its first byte, and not when the deadline comes.
    private func mayBegin(with piece: Span<UInt8>) -> Bool {
        let begin: StaticString = "HTTP/1."
        guard line.count < begin.utf8CodeUnitCount else { return true }
        // Some servers send an empty line after the body before.
        if line.isEmpty, piece.count == 1, piece[0] == UInt8(ascii: "\r") { return true }
        if line.first == UInt8(ascii: "\r") { return piece.isEmpty }
        let expected = unsafe UnsafeBufferPointer(start: begin.utf8Start, count: begin.utf8CodeUnitCount)
        for index in 0..<min(piece.count, expected.count - line.count)
        where unsafe piece[index] != expected[line.count + index] { return false }
        return true
    }

    private mutating func endLine(_ content: Span<UInt8>, isStrict: Bool) throws(ProbeError) {
        var line = content
        if let last = line.indices.last, line[last] == UInt8(ascii: "\r") {
            line = line.extracting(0..<last)
        } else if isStrict {
            throw ProbeError(.invalidChunk, "A chunk line does not end in CR LF.")
        }
        switch state {
        case .statusLine:
            if line.isEmpty { return }
            try head.readStatusLine(line)
            state = .headerLine
        case .headerLine:
            if line.isEmpty {
                try endHead()
            } else {
                guard head.lineCount < limits.maximumHeaderLines else {
                    throw ProbeError(
                        .tooManyHeaders,
                        "The response has more than \(limits.maximumHeaderLines) header lines."
                    )
                }
                try head.readHeaderLine(line)
            }
        case .chunkSize:
            // Sizes and their extensions count as long as the line lasts; an endless body is bounded by the wire limit.
            headBytes -= line.count + 2
            let size = try Self.chunkSize(line)
            state = size == 0 ? .trailerLine : .chunkData(remaining: size)
        case .chunkEnd:
            headBytes -= line.count + 2
            guard line.isEmpty else { throw tooLong(isLine: true) }
            state = .chunkSize
        case .trailerLine:
            if line.isEmpty { complete(keepsAlive: true) }
        case .fixedBody, .chunkData, .bodyUntilClose, .complete:
            break
        }
    }

    private static func chunkSize(_ line: Span<UInt8>) throws(ProbeError) -> Int {
        var size = 0
        var digits = 0
        for index in line.indices {
            let byte = line[index]
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { break }
            let lower = ASCII.lower(byte)
            guard let digit = ASCII.digit(byte) ?? (lower &- 97 < 6 ? Int(lower) - 87 : nil), digits < 15 else {
                throw ProbeError(.invalidChunk, "The size of a chunk is not a hexadecimal number.")
            }
            size = size << 4 | digit
            digits += 1
        }
        guard digits > 0 else {
            throw ProbeError(.invalidChunk, "The size of a chunk is not a hexadecimal number.")
        }
        return size
    }
}
