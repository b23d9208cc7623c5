//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

@Suite("Values of a JSON text that arrives in pieces")
struct JSONElementReaderTests {
    private static let paths: [[JSONElementReader.Step]] = [
        [.member("name")],
        [.member("list"), .element],
        [.member("list"), .element, .member("inner")],
    ]

    private func elements(
        of text: String,
        pieces: Int = 1,
        maximum: Int = 1_000
    ) throws -> (taken: [String], ending: JSONElementReader.Ending, oversized: Int) {
        var reader = JSONElementReader(paths: Self.paths, maximumElementBytes: maximum)
        var taken: [String] = []
        func take(_ element: JSONElementReader.Element) {
            taken.append("\(element.path)\(element.positions) \(String(decoding: element.bytes, as: UTF8.self))")
        }
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: max(1, bytes.count / pieces)) {
            try reader.read(bytes[start..<min(bytes.count, start + max(1, bytes.count / pieces))], onElement: take)
        }
        return (taken, try reader.finish(onElement: take), reader.oversizedElements)
    }

    @Test("Takes what the paths lead to, however the text is cut", arguments: [1, 2, 7, 1_000])
    func takesValues(pieces: Int) throws {
        let text =
            #"{"other": [1, {"name": "no"}], "name" : "a \" ] }", "list":[1, "x", {"inner": [true , null]}, []], "z":0}"#
        let result = try elements(of: text, pieces: pieces)
        #expect(
            result.taken == [
                #"0[] "a \" ] }""#, "1[0] 1", #"1[1] "x""#, #"1[2] {"inner":[true,null]}"#, "1[3] []",
            ]
        )
        #expect(result.ending == .complete)
    }

    @Test func readsABareNumberAndAByteOrderMark() throws {
        var reader = JSONElementReader(paths: [[]])
        var taken: [[UInt8]] = []
        try reader.read([0xEF, 0xBB, 0xBF] + Array("12".utf8)) { taken.append($0.bytes) }
        #expect(try reader.finish { taken.append($0.bytes) } == .complete)
        #expect(taken == [Array("12".utf8)])
    }

    @Test func saysWhereATextIsCutShort() throws {
        let text = #"{"list":[1,{"a":"b"}]}"#
        for length in 1..<text.utf8.count {
            let result = try elements(of: String(text.prefix(length)))
            #expect(result.ending == .truncated, "after \(length) bytes")
        }
        #expect(try elements(of: " \n").ending == .empty)
    }

    @Test(
        "Refuses what cannot be JSON",
        arguments: [#"{"a" 1}"#, "[1}", "{1:2}", "[1,,2]", "<html>", "{} {}", #"{"a":1,}"#]
    )
    func refuses(text: String) {
        #expect(throws: JSONElementReader.Malformed.self) { try elements(of: text) }
    }

    @Test func refusesADepthThatNobodyNeeds() {
        #expect(throws: JSONElementReader.Malformed.self) { try elements(of: String(repeating: "[", count: 10_000)) }
    }

    @Test func countsWhatIsTooLarge() throws {
        let result = try elements(of: #"{"list":["\#(String(repeating: "x", count: 50))","y"]}"#, maximum: 20)
        #expect(result.taken == [#"1[1] "y""#])
        #expect(result.oversized == 1)
    }

    @Test func anyBytesAreReadOrRefused() throws {
        // A fixed sequence of bytes that are likely in JSON, in an order that is not.
        var state: UInt64 = 42
        let alphabet = Array(#"{}[]",:\0 e-tn"#.utf8)
        for _ in 0..<2_000 {
            var bytes: [UInt8] = []
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            var whole = JSONElementReader(paths: Self.paths)
            var pieces = whole
            let expected = Result { try whole.read(bytes) { _ in } }
            let got = Result { for byte in bytes { try pieces.read([byte]) { _ in } } }
            #expect((try? expected.get()) != nil ? (try? got.get()) != nil : (try? got.get()) == nil)
            #expect(whole.offset == pieces.offset)
        }
    }
}
