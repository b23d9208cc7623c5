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
        guard text.count == 36 else { return nil }
        var isLowercase = true
        for (index, unit) in text.enumerated() {
            switch (index, unit) {
            case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")), (23, UInt8(ascii: "-")):
                continue
            case (8, _), (13, _), (18, _), (23, _): return nil
            case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")): continue
            case (_, UInt8(ascii: "A")...UInt8(ascii: "F")): isLowercase = false
            default: return nil
            }
        }
        return isLowercase
    }

    private init(trusted: String) { rawValue = trusted }

    /// A new id.
    /// - Parameter date: When the record is made.
    public static func make(at date: Date = Date()) -> RecordID {
        var random = SystemRandomNumberGenerator()
        let milliseconds = UInt64(max(0, date.timeIntervalSince1970 * 1_000))
        let high = (milliseconds << 16) | 0x7000 | (random.next() & 0x0fff)
        let low = 0x8000_0000_0000_0000 | (random.next() & 0x3fff_ffff_ffff_ffff)
        let digits = Array(padded(high) + padded(low))
        let groups = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
        return RecordID(trusted: groups.map { String($0) }.joined(separator: "-"))
    }

    /// The id that stands for the platform itself, where a record belongs to no tenant.
    public static let platform = RecordID(trusted: "00000000-0000-0000-0000-000000000000")

    public var description: String { rawValue }

    /// Older ids come first.
    public static func < (lhs: RecordID, rhs: RecordID) -> Bool { lhs.rawValue < rhs.rawValue }

    private static func padded(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
