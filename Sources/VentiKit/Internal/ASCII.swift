//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// What is to be known of single ASCII bytes.
enum ASCII {
    /// The byte, a capital letter as a small one.
    static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

    /// The byte as a decimal digit, or `nil`.
    static func digit(_ byte: UInt8) -> Int? { byte &- 48 < 10 ? Int(byte &- 48) : nil }

    /// Whether the byte may stand in a token, such as a method or the name of a header (RFC 9110, 5.6.2).
    static func isTokenByte(_ byte: UInt8) -> Bool {
        // One bit for each byte.
        let bits: UInt64 = byte < 64 ? 0x03ff6cfa00000000 : 0x57ffffffc7fffffe
        return byte < 128 && (bits &>> UInt64(byte & 63)) & 1 == 1
    }
}
