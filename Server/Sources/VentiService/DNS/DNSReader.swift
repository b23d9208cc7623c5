//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// Reads a message's bytes one after another. What a stranger has sent can be refused, but not read beyond its end.
struct DNSReader {
    /// What makes bytes no message.
    struct Fault: Error, Hashable {
        let reason: String
    }

    let bytes: [UInt8]
    private(set) var index = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    mutating func byte() throws -> UInt8 {
        guard index < bytes.count else { throw Fault(reason: "the message ends early") }
        defer { index += 1 }
        return bytes[index]
    }

    mutating func word() throws -> UInt16 { UInt16(try byte()) << 8 | UInt16(try byte()) }

    mutating func take(_ count: Int) throws -> [UInt8] {
        guard count <= bytes.count - index else { throw Fault(reason: "the message ends early") }
        defer { index += count }
        return Array(bytes[index..<index + count])
    }

    /// A name, whose end may stand elsewhere in the message. Each such place is before the one that it is named at, so that
    /// no message can lead around in a circle.
    mutating func name() throws -> DNSName {
        var labels: [[UInt8]] = []
        var length = 1
        var place = index
        var limit = index
        var after: Int?
        while true {
            guard place < bytes.count else { throw Fault(reason: "a name ends early") }
            let head = Int(bytes[place])
            switch head >> 6 {
            case 0 where head == 0:
                index = after ?? place + 1
                return DNSName(labels: labels)
            case 0:
                guard place + 1 + head <= bytes.count else { throw Fault(reason: "a name ends early") }
                length += head + 1
                guard length <= 255 else { throw Fault(reason: "a name is too long") }
                labels.append(Array(bytes[place + 1..<place + 1 + head]))
                place += head + 1
            case 3:
                guard place + 1 < bytes.count else { throw Fault(reason: "a name ends early") }
                let next = (head & 0x3f) << 8 | Int(bytes[place + 1])
                guard next < limit else { throw Fault(reason: "a name leads forward") }
                after = after ?? place + 2
                limit = next
                place = next
            default: throw Fault(reason: "a label is of no known kind")
            }
        }
    }
}
