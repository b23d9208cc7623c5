//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

internal import CVentiKitZlib

/// Packs bodies as a server does.
enum Gzip {
    /// One member (RFC 1952) with the bytes.
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(bytes.count))
        var packed = [UInt8](repeating: 0, count: Int(length))
        // The zlib format has two bytes before the deflated data and four after it.
        guard unsafe compress2(&packed, &length, bytes, UInt(bytes.count), Z_BEST_COMPRESSION) == Z_OK, length > 6
        else {
            return []
        }
        let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
        let checksum = unsafe crc32(0, bytes, UInt32(clamping: bytes.count))
        return header + packed[2..<(Int(length) - 4)] + littleEndian(UInt32(truncatingIfNeeded: checksum))
            + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// A body of about a thousandth of the length that it unpacks to.
    static func bomb(mebibytes: Int) -> [UInt8] {
        let member = compress([UInt8](repeating: 0, count: 1 << 20))
        return (0..<mebibytes).flatMap { _ in member }
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
