//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads the elements of a DER encoding (X.690) one after the other.
///
/// It stops at the first that is damaged, and no bytes make it trap. Nesting is the caller's, who looks only where an
/// element is expected, so that depth is bounded too.
struct DERReader: Sequence, IteratorProtocol {
    /// One element.
    struct Element: Equatable {
        var tag: UInt8
        var content: ArraySlice<UInt8>

        /// The elements within.
        var elements: [Element] { Array(DERReader(content)) }
    }

    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let objectIdentifier: UInt8 = 0x06
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30

    /// How many elements are read at one level.
    private static let maximumElements = 1024

    private var rest: ArraySlice<UInt8>
    private var count = 0

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func next() -> Element? {
        guard count < Self.maximumElements else { return nil }
        count += 1
        // Tags above 30 take more bytes; no certificate has any.
        guard let tag = rest.popFirst(), tag & 0x1f != 0x1f, let length = readLength(), length <= rest.count else {
            rest = []
            return nil
        }
        defer { rest = rest.dropFirst(length) }
        return Element(tag: tag, content: rest.prefix(length))
    }

    private mutating func readLength() -> Int? {
        guard let first = rest.popFirst() else { return nil }
        if first < 0x80 { return Int(first) }
        let size = Int(first & 0x7f)
        guard (1...3).contains(size), rest.count >= size else { return nil }
        defer { rest = rest.dropFirst(size) }
        return rest.prefix(size).reduce(0) { $0 << 8 | Int($1) }
    }
}

extension DERReader.Element {
    /// An object identifier in dotted form, `nil` where it is none.
    var objectIdentifier: String? {
        guard tag == DERReader.objectIdentifier, content.count <= 64, let last = content.last, last < 0x80 else {
            return nil
        }
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for byte in content {
            guard arc < 1 << 56 else { return nil }
            arc = arc << 7 | UInt64(byte & 0x7f)
            if byte & 0x80 == 0 {
                // The first two arcs share one number.
                if arcs.isEmpty {
                    let first = min(arc / 40, 2)
                    arcs = [first, arc - first * 40]
                } else {
                    arcs.append(arc)
                }
                arc = 0
            }
        }
        return arcs.map(String.init).joined(separator: ".")
    }

    /// A moment in RFC 3339 form in UTC, `nil` where it is none (RFC 5280, 4.1.2.5).
    var time: String? {
        let digits = content.dropLast().map { $0 &- 48 }
        guard content.last == UInt8(ascii: "Z"), digits.allSatisfy({ $0 < 10 }) else { return nil }
        var text = digits.map { String($0) }.joined()
        switch (tag, digits.count) {
        case (DERReader.utcTime, 12): text = (digits[0] < 5 ? "20" : "19") + text
        case (DERReader.generalizedTime, 14): break
        default: return nil
        }
        let characters = Array(text)
        func part(_ range: Range<Int>) -> String { String(characters[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
    }

    /// The text of a string of any of the kinds that names are made of.
    var text: String {
        let bytes = content.prefix(1024)
        switch tag {
        // T61String, of which everybody made Latin-1.
        case 0x14: return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        // BMPString.
        case 0x1e:
            let pairs = stride(from: bytes.startIndex, to: bytes.endIndex - bytes.count % 2, by: 2)
            return String(decoding: pairs.map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }, as: UTF16.self)
        default: return String(decoding: bytes, as: UTF8.self)
        }
    }
}
