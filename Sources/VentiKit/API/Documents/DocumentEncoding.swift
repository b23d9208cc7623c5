//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Brings a document's bytes into UTF-8.
enum DocumentEncoding {
    /// The bytes in UTF-8, and what is wrong with them, if anything.
    ///
    /// Bytes that are no UTF-8 stay as they are and become U+FFFD where their text is used.
    static func utf8(_ bytes: [UInt8]) -> (bytes: [UInt8], problem: DocumentProblem?) {
        if let isBigEndian = utf16ByteOrder(bytes) {
            return (decodeUTF16(bytes, isBigEndian: isBigEndian), nil)
        }
        guard let invalid = firstInvalidByte(bytes) else { return (bytes, nil) }
        return (
            bytes,
            DocumentProblem(position: invalid, message: "The byte here is not UTF-8. Save the file in UTF-8.")
        )
    }

    private static func utf16ByteOrder(_ bytes: [UInt8]) -> Bool? {
        guard bytes.count >= 2 else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0xFE, 0xFF): return true
        case (0xFF, 0xFE): return false
        case (0, 1...): return true
        case (1..., 0): return false
        default: return nil
        }
    }

    private static func decodeUTF16(_ bytes: [UInt8], isBigEndian: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
        }
        if units.first == 0xFEFF { units.removeFirst() }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// The offset of the first byte that is no part of a UTF-8 character (RFC 3629).
    static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                index += 1
                continue
            }
            let (length, lowest, highest): (Int, UInt8, UInt8)
            switch byte {
            case 0xC2...0xDF: (length, lowest, highest) = (2, 0x80, 0xBF)
            case 0xE0: (length, lowest, highest) = (3, 0xA0, 0xBF)
            case 0xE1...0xEC, 0xEE, 0xEF: (length, lowest, highest) = (3, 0x80, 0xBF)
            case 0xED: (length, lowest, highest) = (3, 0x80, 0x9F)
            case 0xF0: (length, lowest, highest) = (4, 0x90, 0xBF)
            case 0xF1...0xF3: (length, lowest, highest) = (4, 0x80, 0xBF)
            case 0xF4: (length, lowest, highest) = (4, 0x80, 0x8F)
            default: return index
            }
            guard index + length <= bytes.count, bytes[index + 1] >= lowest, bytes[index + 1] <= highest else {
                return index
            }
            for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return index }
            index += length
        }
        return nil
    }
}
