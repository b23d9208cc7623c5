//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The status line and header lines of a response, while they are read.
struct ResponseHead: Sendable, Hashable {
    var status = 0
    var minorVersion = 1
    private(set) var lines: [HeaderLines.Line] = []
    /// The lines that were read, folded ones counted each.
    private(set) var lineCount = 0

    var httpVersion: String { "HTTP/1.\(minorVersion)" }

    /// Reads `HTTP/1.1 200 OK`; the reason and the blank before it may be absent.
    mutating func readStatusLine(_ line: [UInt8]) throws(ProbeError) {
        let digits = line.dropFirst(9).prefix { $0 != UInt8(ascii: " ") }
        guard line.starts(with: "HTTP/1.".utf8), line.count >= 12, line[7] &- 48 < 10, line[8] == UInt8(ascii: " "),
            digits.count == 3, digits.allSatisfy({ $0 &- 48 < 10 }), digits.first != UInt8(ascii: "0")
        else { throw ProbeError(.notHTTP, "What came back does not begin with an HTTP/1 status line.") }
        minorVersion = Int(line[7] - 48)
        status = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Reads `name: value`, or the continuation of the line before (RFC 9112, 5.2).
    mutating func readHeaderLine(_ line: [UInt8]) throws(ProbeError) {
        lineCount += 1
        if line[0] == UInt8(ascii: " ") || line[0] == UInt8(ascii: "\t") {
            guard !lines.isEmpty else {
                throw ProbeError(.malformedHeader, "The first header line of the response begins with a blank.")
            }
            lines[lines.count - 1].value += " " + Self.value(line[...])
            return
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            line[..<colon].allSatisfy(RequestRules.isTokenByte)
        else { throw ProbeError(.malformedHeader, "A header line of the response has no name.") }
        lines.append(
            HeaderLines.Line(
                name: String(decoding: line[..<colon], as: UTF8.self),
                value: Self.value(line[(colon + 1)...])
            )
        )
    }

    /// Without blanks around it; CR and NUL become blanks (RFC 9110, 5.5).
    private static func value(_ bytes: ArraySlice<UInt8>) -> String {
        var slice = bytes
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0 }
        while let first = slice.first, isBlank(first) { slice = slice.dropFirst() }
        while let last = slice.last, isBlank(last) { slice = slice.dropLast() }
        guard slice.contains(where: { $0 == 0x0d || $0 == 0 }) else { return String(decoding: slice, as: UTF8.self) }
        return String(decoding: slice.map { $0 == 0x0d || $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
    }
}

extension ResponseHead {
    /// The elements of all lines of the name, in lower case.
    private func elements(of name: String) -> [String] {
        HeaderLines(lines).values(of: name).flatMap { value in
            value.split(separator: ",").map { $0.lowercased().filter { $0 != " " && $0 != "\t" } }.filter {
                !$0.isEmpty
            }
        }
    }

    var keepsAlive: Bool {
        let options = elements(of: "connection")
        if options.contains("close") { return false }
        return minorVersion > 0 || options.contains("keep-alive")
    }

    var transferCodings: [String] { elements(of: "transfer-encoding").filter { $0 != "identity" } }

    /// The codings of the content, in the order in which they were applied.
    var contentCodings: [String] { elements(of: "content-encoding").filter { $0 != "identity" } }

    var isEncoded: Bool { !contentCodings.isEmpty }

    /// The length of the body, `nil` where no field says it.
    func contentLength() throws(ProbeError) -> Int? {
        let values = HeaderLines(lines).values(of: "content-length")
        guard !values.isEmpty else { return nil }
        let lengths = values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map {
            text -> Int? in
            let digits = text.filter { $0 != " " && $0 != "\t" }
            return digits.utf8.allSatisfy { $0 &- 48 < 10 } ? Int(digits) : nil
        }
        guard let first = lengths.first, let length = first, lengths.allSatisfy({ $0 == length }) else {
            throw ProbeError(.conflictingLength, "The response's Content-Length is not one number.")
        }
        return length
    }
}
