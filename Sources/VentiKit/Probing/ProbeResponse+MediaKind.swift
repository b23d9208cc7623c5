//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ProbeResponse {
    /// What kind of content the server says that the body is.
    enum MediaKind {
        /// `application/json`, `text/json`, or a type whose name ends in `+json`.
        case json
        /// What browsers show as a page.
        case page
        case other
        /// The server names no type.
        case unnamed
    }

    /// The kind of the ``mediaType``, which is not written out for it.
    var mediaKind: MediaKind { headers["content-type"].map(Self.mediaKind(of:)) ?? .unnamed }

    static func mediaKind(of value: String) -> MediaKind {
        var last: UInt64 = 0
        var count = 0
        var isASCII = true
        for byte in MediaTypeBytes(value) {
            last = last << 8 | UInt64(byte)
            count += 1
            if byte >= 0x80 { isASCII = false }
        }
        // Letters of other alphabets may have small ones in ASCII.
        guard isASCII else { return kind(ofType: mediaType(in: value)) }
        if count == 0 { return .unnamed }
        // The last five bytes are `+json`.
        if last & 0xFF_FFFF_FFFF == 0x2B_6A73_6F6E { return .json }
        func isType(_ name: String) -> Bool {
            count == name.utf8.count && MediaTypeBytes(value).elementsEqual(name.utf8)
        }
        if isType("application/json") || isType("text/json") { return .json }
        return isType("text/html") || isType("application/xhtml+xml") || isType("image/svg+xml") ? .page : .other
    }

    private static func kind(ofType type: String) -> MediaKind {
        switch type {
        case "": .unnamed
        case "application/json", "text/json": .json
        case "text/html", "application/xhtml+xml", "image/svg+xml": .page
        default: type.hasSuffix("+json") ? .json : .other
        }
    }

    /// The media type in lower case without parameters and white space.
    static func mediaType(in value: String) -> String {
        value.prefix { $0 != ";" && $0 != "," }.lowercased().filter { !$0.isWhitespace }
    }
}

/// The bytes of a media type without parameters and white space, ASCII letters in lower case.
private struct MediaTypeBytes: Sequence, IteratorProtocol {
    private var bytes: String.UTF8View.Iterator

    init(_ value: String) { bytes = value.utf8.makeIterator() }

    mutating func next() -> UInt8? {
        while let byte = bytes.next() {
            if byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") { return nil }
            // The space, and tab to carriage return.
            if byte == 0x20 || byte &- 0x09 < 5 { continue }
            return byte.asciiLowercased
        }
        return nil
    }
}
