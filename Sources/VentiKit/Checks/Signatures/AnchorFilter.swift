//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Which signatures a text can match at all, found in one pass over it.
///
/// Every two neighbouring bytes are looked up in a table, several at a time; only where the two belong to an anchor is
/// more compared. Nothing is allocated.
struct AnchorFilter: Sendable {
    /// Kinds of anchors, one bit for each.
    struct Kinds: OptionSet, Sendable {
        let rawValue: UInt16

        /// ``Anchor/escapes``.
        static let escapes = Kinds(rawValue: 1 << 15)

        /// The kind of the anchors of the signature with this number, from 0 to 14.
        static func signature(_ number: Int) -> Kinds { Kinds(rawValue: 1 << UInt16(number)) }
    }

    /// An anchor's place in ``texts``.
    private struct Entry {
        var kinds: Kinds
        var start: Int
        var count: Int
        var pairIndex: Int
        var isExact: Bool
    }

    /// The bucket of each pair of bytes, the first of them the lower half of the index; 0 where no anchor has it.
    private let buckets: [UInt8]
    /// The anchors, those of a bucket one after the other.
    private let entries: [Entry]
    /// Where each bucket's anchors begin, and one more for the end.
    private let starts: [Int]
    /// All kinds of each bucket's anchors.
    private let kinds: [Kinds]
    /// The bytes of all anchors.
    private let texts: [UInt8]

    init(_ anchors: [(anchor: Anchor, kinds: Kinds)]) {
        var buckets = [UInt8](repeating: 0, count: 1 << 16)
        var entries: [[Entry]] = [[]]
        var texts: [UInt8] = []
        var numbers: [[UInt8]: Int] = [:]
        for (anchor, kinds) in anchors {
            let pair = Array(anchor.bytes[anchor.pairIndex...].prefix(2))
            let folded = pair.map(\.asciiLowercased)
            // Should there be more pairs than numbers, the rest share one.
            let number = numbers[folded] ?? min(entries.count, 255)
            numbers[folded] = number
            if number == entries.count { entries.append([]) }
            for first in Self.spellings(of: pair[0], isExact: anchor.isExact) {
                for second in Self.spellings(of: pair[1], isExact: anchor.isExact) {
                    buckets[Int(first) | Int(second) << 8] = UInt8(number)
                }
            }
            entries[number].append(
                Entry(
                    kinds: kinds,
                    start: texts.count,
                    count: anchor.bytes.count,
                    pairIndex: anchor.pairIndex,
                    isExact: anchor.isExact
                )
            )
            texts += anchor.bytes
        }
        self.buckets = buckets
        self.entries = entries.flatMap { $0 }
        starts = entries.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        kinds = entries.map { $0.reduce(into: Kinds()) { $0.formUnion($1.kinds) } }
        self.texts = texts
    }

    /// The kinds whose anchors a text holds, of those that are asked for.
    func kinds(in text: Span<UInt8>, among wanted: Kinds) -> Kinds {
        var found = Kinds()
        let buckets = buckets.span
        let last = text.count - 1
        // The buckets of `step` pairs that begin at `index`, one over the other. All indices below are within the
        // text, as `last` is the place of its last byte, and every pair is within the table.
        @inline(__always)
        func bucket(_ index: Int) -> UInt8 {
            unsafe buckets[unchecked: Int(text[unchecked: index]) | Int(text[unchecked: index + 1]) << 8]
        }
        var index = 0
        while index + 8 <= last {
            let low = bucket(index) | bucket(index + 1) | bucket(index + 2) | bucket(index + 3)
            let high = bucket(index + 4) | bucket(index + 5) | bucket(index + 6) | bucket(index + 7)
            if low | high != 0 {
                for place in index..<(index + 8) where bucket(place) != 0 {
                    note(bucket(place), at: place, in: text, wanted, &found)
                }
                if found == wanted { return found }
            }
            index += 8
        }
        while index < last {
            if bucket(index) != 0 { note(bucket(index), at: index, in: text, wanted, &found) }
            index += 1
        }
        return found
    }

    /// Compares the anchors of a bucket with the text around their pair.
    private func note(_ bucket: UInt8, at place: Int, in text: Span<UInt8>, _ wanted: Kinds, _ found: inout Kinds) {
        let missing = wanted.subtracting(found)
        guard !kinds[Int(bucket)].isDisjoint(with: missing) else { return }
        let entries = entries.span
        for index in starts[Int(bucket)]..<starts[Int(bucket) + 1] {
            let entry = entries[index]
            guard !entry.kinds.isDisjoint(with: missing) else { continue }
            let start = place - entry.pairIndex
            guard start >= 0, start + entry.count <= text.count else { continue }
            if matches(entry, at: start, in: text) { found.formUnion(entry.kinds.intersection(wanted)) }
        }
    }

    private func matches(_ entry: Entry, at start: Int, in text: Span<UInt8>) -> Bool {
        let texts = texts.span
        for offset in 0..<entry.count {
            let wanted = texts[entry.start + offset]
            let byte = text[start + offset]
            if wanted == byte { continue }
            if wanted == Anchor.digit {
                guard byte.isASCIIDigit else { return false }
            } else if entry.isExact || byte.asciiLowercased != wanted {
                return false
            }
        }
        return true
    }

    private static func spellings(of byte: UInt8, isExact: Bool) -> [UInt8] {
        byte.isASCIILetter && !isExact ? [byte | 0x20, byte & 0xDF] : [byte]
    }
}
