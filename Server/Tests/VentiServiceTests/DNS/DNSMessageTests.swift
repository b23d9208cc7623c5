//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiService

@Suite struct DNSMessageTests {
    private let name = DNSName("_venti-verification.shop.test")

    private func question() throws -> DNSQuestion { DNSQuestion(try #require(name), id: 0x1234) }

    private func answer(_ records: [[UInt8]], flags: UInt16 = 0x8180) throws -> [UInt8] {
        ScriptedNameServer.answer(to: try question().encoded, flags: flags, records: records)
    }

    @Test func aQuestionIsWrittenAsTheStandardHasIt() throws {
        let bytes = DNSQuestion(try #require(DNSName("a.test")), id: 0x0102).encoded
        let head: [UInt8] = [1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1]
        let asked: [UInt8] = [1, 97, 4, 116, 101, 115, 116, 0, 0, 16, 0, 1]
        #expect(bytes == head + asked + [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0])
    }

    @Test func textsAreFoundAlsoThroughAliases() throws {
        let other = try #require(DNSName("proof.example"))
        let long = String(repeating: "x", count: 200)
        let twoParts = [UInt8(200)] + Array(long.utf8) + [UInt8(200)] + Array(long.utf8)
        let message = try DNSMessage(
            try answer([
                ScriptedNameServer.record(owner: [0xc0, 12], kind: 5, data: other.encoded),
                ScriptedNameServer.record(owner: other.encoded, kind: 16, data: [5] + Array("first".utf8)),
                ScriptedNameServer.record(owner: other.encoded, kind: 16, data: twoParts),
                ScriptedNameServer.record(owner: DNSName("stranger.test")?.encoded ?? [], kind: 16, data: [1, 65]),
                ScriptedNameServer.record(owner: other.encoded, kind: 1, data: [127, 0, 0, 1]),
            ])
        )
        #expect(try question().isAnswered(by: message))
        #expect(message.texts(of: try #require(name)) == ["first", long + long])
        #expect(message.texts(of: try #require(DNSName("nobody.test"))) == [])
    }

    @Test func aliasesThatLeadInACircleEnd() throws {
        let message = try DNSMessage(
            try answer([ScriptedNameServer.record(owner: [0xc0, 12], kind: 5, data: [0xc0, 12])])
        )
        #expect(message.texts(of: try #require(name)) == [])
    }

    @Test func whatIsNoAnswerToTheQuestionIsNone() throws {
        let bytes = try answer([ScriptedNameServer.text("t")])
        func isAnswer(_ change: (inout [UInt8]) -> Void) throws -> Bool {
            var copy = bytes
            change(&copy)
            return try question().isAnswered(by: DNSMessage(copy))
        }
        #expect(try isAnswer { _ in })
        #expect(try !isAnswer { $0[1] ^= 1 })
        #expect(try !isAnswer { $0[2] &= 0x7f })
        #expect(try !isAnswer { $0[13] = UInt8(ascii: "w") })
        #expect(try isAnswer { $0[14] -= 32 }, "names are the same in any case")
    }

    @Test(arguments: ["", ".", "a..b", "a b.test", String(repeating: "a", count: 64) + ".test", "é.test"])
    func whatIsNoNameIsRefused(text: String) { #expect(DNSName(text) == nil) }

    @Test func namesOfTheGreatestLengthAreTaken() {
        let most = [63, 63, 63, 61].map { String(repeating: "a", count: $0) }.joined(separator: ".")
        #expect(DNSName(most)?.encoded.count == 255)
        #expect(DNSName(most + "a") == nil)
    }

    @Test func pointersThatLeadForwardOrAroundAreRefused() throws {
        let head: [UInt8] = [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0]
        for name: [UInt8] in [[0xc0, 12], [0xc0, 20], [1, 97, 0xc0, 12], [0xc0, 14, 0xc0, 12], [0x80, 1], [0xc0]] {
            #expect(throws: DNSReader.Fault.self) { try DNSMessage(head + name + [0, 16, 0, 1]) }
        }
    }

    /// Bytes that are changed, cut off and put together at random are refused or read, but never read beyond their end, which
    /// would end the process.
    @Test func randomBytesAreRefusedOrRead() throws {
        let alias = try #require(DNSName("proof.example")).encoded
        let seeds = [
            try question().encoded,
            try answer([ScriptedNameServer.text("token"), ScriptedNameServer.text("")]),
            try answer([
                ScriptedNameServer.record(owner: [0xc0, 12], kind: 5, data: alias),
                ScriptedNameServer.record(owner: alias, kind: 16, data: [0, 3, 97, 98, 99]),
            ]),
        ]
        var random = SeededBytes(state: 0x5eed)
        var read = 0
        for round in 0..<60_000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0...Int(random.next() % 6) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes[place] = [0, 0xc0, 0xff, 0x3f][Int(random.next() % 4)]
                case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
                default: if bytes.count > 2 { bytes.removeLast(Int(random.next() % UInt64(bytes.count - 1))) }
                }
            }
            guard let message = try? DNSMessage(bytes) else { continue }
            read += 1
            #expect(message.records.count <= 256)
            for record in message.records { _ = message.texts(of: record.owner) }
        }
        #expect(read > 1_000 && read < 59_000)
    }
}

/// The same numbers each time (xorshift).
private struct SeededBytes {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
