//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import NIOHPACK

/// How long a header list can be on the wire.
///
/// NIO writes a list as one HEADERS frame, and ends the connection where that is longer than the server takes. It writes
/// each text in Huffman code (RFC 7541, appendix B), whether or not that is shorter.
enum HTTP2FieldSize {
    /// The length of a frame that every server takes (RFC 9113, 6.5.2).
    static let smallestMaximumFrame = 16_384

    /// Whether the list fits into a frame of so many bytes, whatever the two ends remember of earlier lists.
    static func fits(_ fields: HPACKHeaders, _ maximumFrame: Int) -> Bool {
        var length = 2 * indexes
        for field in fields {
            length += indexes + field.name.utf8.count + field.value.utf8.count
        }
        // Most requests are so short that nothing need be looked at.
        if 4 * length <= maximumFrame { return true }
        length = 2 * indexes
        for field in fields {
            length += indexes
            for byte in field.name.utf8 { length += size(of: byte) }
            for byte in field.value.utf8 { length += size(of: byte) }
        }
        return length <= maximumFrame
    }

    /// What an entry has beside its texts: an index and two lengths.
    private static let indexes = 9

    /// The bytes that a code takes up, rounded up.
    private static func size(of byte: UInt8) -> Int {
        switch byte {
        case 0x30...0x39, 0x61...0x7a, 0x41...0x5a, 0x20, 0x25, 0x26, 0x2a, 0x2c...0x2f, 0x3a, 0x3b, 0x3d, 0x5f: 1
        case 0x5c: 3
        case 0x21...0x7e: 2
        default: 4
        }
    }
}
