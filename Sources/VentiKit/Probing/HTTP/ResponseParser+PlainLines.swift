//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

extension ResponseParser {
    /// Reads header lines that are whole and plain, as far as they follow each other, and gives the index after them.
    ///
    /// Plain are a name, a colon, a value without CR, LF and NUL, and CR LF. Nearly all lines are: they are found with two
    /// searches each and kept with one copy for all of them. What is not plain, the end of the head among it, is left to
    /// ``readLine(_:from:isStrict:)``, which would make the same of these.
    mutating func readPlainLines(_ bytes: Span<UInt8>, from start: Int) -> Int {
        // Not even in the body, which is no text then.
        guard bytes.firstIndex(of: 0, from: start) == nil else { return start }
        var index = start
        while head.lineCount < limits.maximumHeaderLines {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "\r"), from: index), end > index, end + 1 < bytes.count,
                bytes[end + 1] == UInt8(ascii: "\n"), end + 1 - index <= limits.maximumHeaderBytes - headBytes
            else { break }
            var colon = index
            while ASCII.isTokenByte(bytes[colon]) { colon += 1 }
            guard colon > index, bytes[colon] == UInt8(ascii: ":") else { break }
            let content = bytes.extracting(0..<end)
            guard content.firstIndex(of: UInt8(ascii: "\n"), from: colon) == nil else { break }
            var (lower, upper) = (colon + 1, end)
            while lower < upper, bytes[lower] == 0x20 || bytes[lower] == 0x09 { lower += 1 }
            while upper > lower, bytes[upper - 1] == 0x20 || bytes[upper - 1] == 0x09 { upper -= 1 }
            head.notePlainLine(content, name: index..<colon, value: lower..<upper, offset: index - start)
            headBytes += end + 2 - index
            index = end + 2
        }
        head.keepPlainLines(bytes.extracting(start..<index))
        return index
    }
}

extension Span<UInt8> {
    /// Where the byte is found first.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        unsafe withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = unsafe memchr(base + start, CInt(byte), buffer.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
