//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The status line and header lines of a response, while they are read.
struct ResponseHead: Sendable {
    var status = 0
    /// The protocol as the server named it.
    var httpVersion = "HTTP/1.1"
    var minorVersion = 1
    private(set) var headers = ReceivedHeaders()
    /// The lines that were read, folded ones counted each.
    private(set) var lineCount = 0

    /// What the fields say that decide how the body ends; they are read as they come.
    private var framing = FramingFields()

    var lines: [HeaderLines.Line] { headers.lines }

    /// Reads `HTTP/1.1 200 OK`; the reason and the blank before it may be absent.
    mutating func readStatusLine(_ line: Span<UInt8>) throws(ProbeError) {
        guard line.count >= 12, line.starts(with: "HTTP/1."), let minor = ASCII.digit(line[7]),
            line[8] == UInt8(ascii: " "), line.count == 12 || line[12] == UInt8(ascii: " "),
            let hundreds = ASCII.digit(line[9]), let tens = ASCII.digit(line[10]), let ones = ASCII.digit(line[11]),
            hundreds > 0
        else { throw ProbeError(.notHTTP, "What came back does not begin with an HTTP/1 status line.") }
        minorVersion = minor
        status = hundreds * 100 + tens * 10 + ones
        if minor != 1 { httpVersion = "HTTP/1.\(minor)" }
        headers.reserve()
    }

    /// Reads `name: value`, or the continuation of the line before (RFC 9112, 5.2).
    ///
    /// - Parameter line: The line without its end; not empty.
    mutating func readHeaderLine(_ line: Span<UInt8>) throws(ProbeError) {
        lineCount += 1
        if line[0] == UInt8(ascii: " ") || line[0] == UInt8(ascii: "\t") {
            guard !headers.isEmpty else {
                throw ProbeError(.malformedHeader, "The first header line of the response begins with a blank.")
            }
            headers.extendLast(line.extracting(line.withoutBlanks(from: 0)))
            framing.lastWasFolded()
            return
        }
        var colon = 0
        while colon < line.count, ASCII.isTokenByte(line[colon]) { colon += 1 }
        guard colon > 0, colon < line.count, line[colon] == UInt8(ascii: ":") else {
            throw ProbeError(.malformedHeader, "A header line of the response has no name.")
        }
        let value = line.withoutBlanks(from: colon + 1)
        headers.append(line, nameEnd: colon, value: value)
        framing.read(name: line.extracting(0..<colon), value: line.extracting(value))
    }

    /// Takes a line of which nothing is to be checked, folded or replaced. Its bytes follow in ``keepPlainLines(_:)``.
    ///
    /// - Parameter start: Where what follows begins.
    mutating func notePlainLine(_ bytes: UnsafePointer<UInt8>, name: Range<Int>, value: Range<Int>, from start: Int) {
        lineCount += 1
        headers.note(name: name, value: value, from: start)
        unsafe framing.read(
            name: Span(_unsafeStart: bytes + name.lowerBound, count: name.count),
            value: Span(_unsafeStart: bytes + value.lowerBound, count: value.count)
        )
    }

    /// Keeps the lines that were noted.
    mutating func keepPlainLines(_ lines: Span<UInt8>) { headers.keep(lines) }

    var keepsAlive: Bool {
        if framing.connectionIsFolded {
            let options = elements(of: "connection")
            return !options.contains("close") && (minorVersion > 0 || options.contains("keep-alive"))
        }
        return !framing.saysClose && (minorVersion > 0 || framing.saysKeepAlive)
    }

    var transferCodings: [String] {
        framing.hasTransferEncoding ? elements(of: "transfer-encoding").filter { $0 != "identity" } : []
    }

    /// The codings of the content, in the order in which they were applied.
    var contentCodings: [String] {
        framing.hasContentEncoding ? elements(of: "content-encoding").filter { $0 != "identity" } : []
    }

    var isEncoded: Bool { framing.hasContentEncoding && !contentCodings.isEmpty }

    /// The length of the body, `nil` where no field says it.
    func contentLength() throws(ProbeError) -> Int? {
        guard !framing.lengthIsInvalid else {
            throw ProbeError(.conflictingLength, "The response's Content-Length is not one number.")
        }
        return framing.length
    }

    /// The elements of all lines of the name, in lower case.
    private func elements(of name: String) -> [String] {
        headers.values(of: name).flatMap { value in
            value.split(separator: ",").map { $0.lowercased().filter { $0 != " " && $0 != "\t" } }.filter {
                !$0.isEmpty
            }
        }
    }
}

extension Span<UInt8> {
    func starts(with text: StaticString) -> Bool {
        guard count >= text.utf8CodeUnitCount else { return false }
        let expected = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        for index in expected.indices where unsafe self[index] != expected[index] { return false }
        return true
    }

    /// From the index on, without blanks around it; CR and NUL at its ends count as blanks (RFC 9110, 5.5).
    fileprivate func withoutBlanks(from start: Int) -> Range<Int> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0 }
        var lower = start
        var upper = count
        while lower < upper, isBlank(self[lower]) { lower += 1 }
        while upper > lower, isBlank(self[upper - 1]) { upper -= 1 }
        return lower..<upper
    }
}
