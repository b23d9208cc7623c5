//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

public import Foundation

/// The id of anything that the platform keeps: a UUID of version 7, which sorts by the time of its making.
public struct RecordID: RawRepresentable, Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The 36 characters in lower case.
    public let rawValue: String

    /// Takes the text of a UUID in any case; `nil` for anything else.
    public init?(rawValue: String) {
        guard let isLowercase = Self.judge(rawValue.utf8) else { return nil }
        self.rawValue = isLowercase ? rawValue : rawValue.lowercased()
    }

    /// Whether the text of a UUID has no letter of upper case; `nil` for anything else. Every record that is read asks.
    private static func judge(_ text: String.UTF8View) -> Bool? {
        // A text that is not stored in one piece has to be copied first.
        text.withContiguousStorageIfAvailable { judge($0) } ?? Array(text).withUnsafeBufferPointer { judge($0) }
    }

    private static func judge(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        guard text.count == 36 else { return nil }
        var isLowercase = true
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "-"):
                guard isDash(index) else { return nil }
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"):
                guard !isDash(index) else { return nil }
            case UInt8(ascii: "A")...UInt8(ascii: "F"):
                guard !isDash(index) else { return nil }
                isLowercase = false
            default: return nil
            }
        }
        return isLowercase
    }

    private static func isDash(_ index: Int) -> Bool { index == 8 || index == 13 || index == 18 || index == 23 }

    private init(trusted: String) { rawValue = trusted }

    /// A new id.
    /// - Parameter date: When the record is made.
    public static func make(at date: Date = Date()) -> RecordID {
        var random = SystemRandomNumberGenerator()
        let milliseconds = UInt64(max(0, date.milliseconds))
        let high = (milliseconds << 16) | 0x7000 | (random.next() & 0x0fff)
        let low = 0x8000_0000_0000_0000 | (random.next() & 0x3fff_ffff_ffff_ffff)
        return RecordID(
            trusted: String(unsafeUninitializedCapacity: 36) { text in
                var digit = 0
                for index in 0..<36 {
                    guard !isDash(index) else {
                        text[index] = UInt8(ascii: "-")
                        continue
                    }
                    let nibble = (digit < 16 ? high >> UInt64(60 - 4 * digit) : low >> UInt64(124 - 4 * digit)) & 0xf
                    text[index] = UInt8(nibble) + (nibble < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
                    digit += 1
                }
                return 36
            }
        )
    }

    /// The id that stands for the platform itself, where a record belongs to no tenant.
    public static let platform = RecordID(trusted: "00000000-0000-0000-0000-000000000000")

    public var description: String { rawValue }

    /// Older ids come first.
    public static func < (lhs: RecordID, rhs: RecordID) -> Bool { lhs.rawValue < rhs.rawValue }
}
