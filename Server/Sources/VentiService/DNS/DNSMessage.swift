//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An answer of a name server, as far as looking up texts needs it (RFC 1035).
struct DNSMessage: Sendable, Hashable {
    /// What a record holds that is looked at.
    enum Content: Sendable, Hashable {
        /// Another name has what this one is asked for.
        case alias(DNSName)
        /// A text.
        case text([UInt8])
        /// Anything else.
        case other
    }

    /// A record.
    struct Record: Sendable, Hashable {
        var owner: DNSName
        var content: Content
    }

    /// What came of a question.
    enum Outcome: Sendable, Hashable {
        /// There are records, or none of this kind.
        case answered
        /// The name is not there.
        case noSuchName
        /// The server cannot or does not want to say.
        case failed(Int)
    }

    static let textKind: UInt16 = 16
    private static let aliasKind: UInt16 = 5
    /// So many records are read of one message.
    private static let mostRecords = 256

    let id: UInt16
    let isResponse: Bool
    let isTruncated: Bool
    let outcome: Outcome
    let question: DNSName?
    let questionKind: UInt16
    let records: [Record]

    /// Reads a message.
    /// - Throws: ``DNSReader/Fault`` where it is none.
    init(_ bytes: [UInt8]) throws {
        var reader = DNSReader(bytes)
        id = try reader.word()
        let flags = try reader.word()
        isResponse = flags & 0x8000 != 0
        isTruncated = flags & 0x0200 != 0
        outcome =
            switch flags & 0xf {
            case 0: .answered
            case 3: .noSuchName
            default: .failed(Int(flags & 0xf))
            }
        let questions = try reader.word()
        let answers = Int(try reader.word())
        _ = try reader.take(4)
        guard questions == 1 else { throw DNSReader.Fault(reason: "not one question") }
        guard answers <= Self.mostRecords else { throw DNSReader.Fault(reason: "too many records") }
        question = try reader.name()
        questionKind = try reader.word()
        _ = try reader.word()
        var records: [Record] = []
        // What was cut off is asked for again in another way.
        if !isTruncated { for _ in 0..<answers { records.append(try Self.record(&reader)) } }
        self.records = records
    }

    private static func record(_ reader: inout DNSReader) throws -> Record {
        let owner = try reader.name()
        let kind = try reader.word()
        let isInternet = try reader.word() == 1
        _ = try reader.take(4)
        let length = Int(try reader.word())
        let end = reader.index + length
        guard end <= reader.bytes.count else { throw DNSReader.Fault(reason: "a record ends early") }
        switch kind {
        case aliasKind where isInternet:
            let name = try reader.name()
            guard reader.index == end else { throw DNSReader.Fault(reason: "an alias does not fill its record") }
            return Record(owner: owner, content: .alias(name))
        case textKind where isInternet:
            var parts = DNSReader(try reader.take(length))
            var text: [UInt8] = []
            while !parts.isAtEnd { text += try parts.take(Int(try parts.byte())) }
            return Record(owner: owner, content: .text(text))
        default:
            _ = try reader.take(length)
            return Record(owner: owner, content: .other)
        }
    }

    /// The texts of a name, also where the name is another's alias.
    func texts(of name: DNSName) -> [String] {
        var name = name
        for _ in 0..<8 {
            let own = records.filter { $0.owner == name }
            let texts = own.compactMap { record -> String? in
                guard case .text(let bytes) = record.content else { return nil }
                return String(decoding: bytes, as: UTF8.self)
            }
            guard texts.isEmpty else { return texts }
            let aliases = own.compactMap { record -> DNSName? in
                guard case .alias(let name) = record.content else { return nil }
                return name
            }
            guard let next = aliases.first else { return [] }
            name = next
        }
        return []
    }
}

/// A question for the texts of a name.
struct DNSQuestion: Sendable {
    let id: UInt16
    let name: DNSName

    init(_ name: DNSName, id: UInt16 = UInt16.random(in: 0...UInt16.max)) {
        self.id = id
        self.name = name
    }

    /// The message, which says that answers of up to 1,232 bytes are welcome (RFC 6891).
    var encoded: [UInt8] {
        var bytes: [UInt8] = [UInt8(id >> 8), UInt8(id & 0xff), 1, 0, 0, 1, 0, 0, 0, 0, 0, 1]
        bytes += name.encoded + [0, UInt8(DNSMessage.textKind), 0, 1]
        bytes += [0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0]
        return bytes
    }

    /// Whether a message answers this question and no other.
    func isAnswered(by message: DNSMessage) -> Bool {
        message.isResponse && message.id == id && message.question == name
            && message.questionKind == DNSMessage.textKind
    }
}
