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
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            headBytes += 1
            if byte == UInt8(ascii: "\n") {
                if line.last == UInt8(ascii: "\r") {
                    line.removeLast()
                } else if isStrict {
                    throw ProbeError(.invalidChunk, "A chunk line does not end in CR LF.")
                }
                try endLine()
                return index
            }
            guard line.count < maximumLineBytes, headBytes <= limits.maximumHeaderBytes else { throw tooLong() }
            line.append(byte)
            if state == .statusLine, !Self.mayBegin(line) {
                throw ProbeError(.notHTTP, "What came back does not begin with an HTTP/1 status line.")
            }
        }
        return index
    }

    private var maximumLineBytes: Int {
        switch state {
        case .chunkSize: 1024
        case .chunkEnd: 1
        default: limits.maximumHeaderBytes
        }
    }

    private func tooLong() -> ProbeError {
        switch state {
        case .chunkEnd: ProbeError(.invalidChunk, "A chunk is longer than its size says.")
        case .chunkSize where line.count >= maximumLineBytes:
            ProbeError(.invalidChunk, "The size line of a chunk is longer than \(maximumLineBytes) bytes.")
        default:
            ProbeError(.headerTooLarge, "The head of the response is longer than \(limits.maximumHeaderBytes) bytes.")
        }
    }

    /// Whether a status line can begin so.
    ///
    /// Garbage is refused at its first byte, and not when the deadline comes.
    private static func mayBegin(_ line: [UInt8]) -> Bool {
        let begin = Array("HTTP/1.".utf8)
        guard let last = line.last, line.count <= begin.count else { return true }
        // Some servers send an empty line after the body before.
        return last == begin[line.count - 1] || (line.count == 1 && last == UInt8(ascii: "\r"))
    }

    private mutating func endLine() throws(ProbeError) {
        defer { line.removeAll(keepingCapacity: true) }
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
            let size = try chunkSize()
            state = size == 0 ? .trailerLine : .chunkData(remaining: size)
        case .chunkEnd:
            headBytes -= line.count + 2
            guard line.isEmpty else { throw tooLong() }
            state = .chunkSize
        case .trailerLine:
            if line.isEmpty { complete(keepsAlive: true) }
        case .fixedBody, .chunkData, .bodyUntilClose, .complete:
            break
        }
    }

    private func chunkSize() throws(ProbeError) -> Int {
        let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        let isNumber = digits.allSatisfy { ($0 &- 48 < 10) || (($0 | 0x20) &- 97 < 6) }
        guard isNumber, (1...15).contains(digits.count),
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw ProbeError(.invalidChunk, "The size of a chunk is not a hexadecimal number.") }
        return size
    }
}
