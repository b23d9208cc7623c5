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
        let end = unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return start }
            return unsafe readPlainLines(base, start..<buffer.count)
        }
        head.keepPlainLines(bytes.extracting(start..<end))
        return end
    }

    private mutating func readPlainLines(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int {
        // Not even in the body, which is no text then.
        guard unsafe base.firstIndex(of: 0, in: range) == nil else { return range.lowerBound }
        var index = range.lowerBound
        while head.lineCount < limits.maximumHeaderLines {
            guard let end = unsafe base.firstIndex(of: UInt8(ascii: "\r"), in: index..<range.upperBound), end > index,
                end + 1 < range.upperBound, unsafe base[end + 1] == UInt8(ascii: "\n"),
                end + 1 - index <= limits.maximumHeaderBytes - headBytes
            else { break }
            var colon = index
            // At the latest the CR ends it.
            while unsafe ASCII.isTokenByte(base[colon]) { colon &+= 1 }
            guard colon > index, unsafe base[colon] == UInt8(ascii: ":"),
                unsafe base.firstIndex(of: UInt8(ascii: "\n"), in: colon..<end) == nil
            else { break }
            var (lower, upper) = (colon + 1, end)
            while lower < upper, unsafe base[lower] == 0x20 || base[lower] == 0x09 { lower &+= 1 }
            while upper > lower, unsafe base[upper - 1] == 0x20 || base[upper - 1] == 0x09 { upper &-= 1 }
            unsafe head.notePlainLine(base, name: index..<colon, value: lower..<upper, from: range.lowerBound)
            headBytes += end + 2 - index
            index = end + 2
        }
        return index
    }
}

extension UnsafePointer<UInt8> {
    /// Where the byte is found first.
    fileprivate func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        guard let found = unsafe memchr(self + range.lowerBound, CInt(byte), range.count) else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(self)
    }
}

extension Span<UInt8> {
    /// Where the byte is found first.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        unsafe withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return nil }
            return unsafe base.firstIndex(of: byte, in: start..<buffer.count)
        }
    }
}
