//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The distinct keys of a document, each with a number, so that mappings are searched without comparing texts.
struct KeyTable: Sendable {
    private struct Entry {
        var offset: UInt32
        var length: UInt32
        var hash: UInt64
    }

    private var entries: [Entry] = []
    /// Open addressing: a key's number plus one, or zero.
    private var slots = [UInt32](repeating: 0, count: 512)
    /// Chosen anew for each document, so that nobody can write keys that all collide.
    private let seed = UInt64.random(in: .min ... .max)

    /// The number of the key that is this range of `bytes` or, after its end, of `decoded`.
    mutating func intern(offset: Int, length: Int, bytes: [UInt8], decoded: [UInt8]) -> UInt32 {
        let inDecoded = offset >= bytes.count
        let base = inDecoded ? offset - bytes.count : offset
        let hash = inDecoded ? hash(decoded, base, length) : hash(bytes, base, length)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = slots[slot] - 1
            let entry = entries[Int(number)]
            if entry.hash == hash, Int(entry.length) == length {
                let isSame =
                    inDecoded
                    ? equals(entry, decoded, base, length, bytes: bytes, decoded: decoded)
                    : equals(entry, bytes, base, length, bytes: bytes, decoded: decoded)
                if isSame { return number }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        entries.append(
            Entry(
                offset: UInt32(truncatingIfNeeded: offset),
                length: UInt32(truncatingIfNeeded: length),
                hash: hash
            )
        )
        slots[slot] = UInt32(entries.count)
        if entries.count * 2 > slots.count { grow() }
        return UInt32(entries.count - 1)
    }

    /// The number of a key, or `nil` where the document does not have it.
    func find(_ name: [UInt8], bytes: [UInt8], decoded: [UInt8]) -> UInt32? {
        let hash = hash(name, 0, name.count)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = slots[slot] - 1
            let entry = entries[Int(number)]
            if entry.hash == hash, Int(entry.length) == name.count,
                equals(entry, name, 0, name.count, bytes: bytes, decoded: decoded)
            {
                return number
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func equals(
        _ entry: Entry,
        _ other: [UInt8],
        _ base: Int,
        _ length: Int,
        bytes: [UInt8],
        decoded: [UInt8]
    ) -> Bool {
        let start = Int(entry.offset)
        if start < bytes.count {
            for index in 0..<length where bytes[start + index] != other[base + index] { return false }
        } else {
            for index in 0..<length where decoded[start - bytes.count + index] != other[base + index] { return false }
        }
        return true
    }

    private func hash(_ source: [UInt8], _ base: Int, _ length: Int) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: length)
        for index in base..<base + length {
            hash = (hash ^ UInt64(source[index])) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 29
        }
        return hash ^ (hash >> 32)
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (number, entry) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(number + 1)
        }
    }
}
