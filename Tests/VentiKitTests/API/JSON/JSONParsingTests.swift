//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct JSONParsingTests {
    @Test(arguments: [
        ("null", JSONValue.null),
        (" true\n", .bool(true)),
        ("-12", .integer(-12)),
        ("1.5e2", .number(150)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("1e999", .number(.greatestFiniteMagnitude)),
        (#""a\"\\\/\b\n\u00e9\ud83d\ude00""#, .string("a\"\\/\u{8}\né😀")),
        (#""\ud83d x \ude00""#, .string("\u{FFFD} x \u{FFFD}")),
        ("[]", .array([])),
        ("[1, [2]]", .array([.integer(1), .array([.integer(2)])])),
        (
            #"{"a":1,"b":{},"a":2}"#,
            .object([.init("a", .integer(1)), .init("b", .object([])), .init("a", .integer(2))])
        ),
        ("\u{FEFF}{}", .object([])),
    ])
    func readsValues(text: String, expected: JSONValue) {
        #expect(JSONValue(parsingJSON: text.utf8) == expected)
    }

    @Test(arguments: [
        "", " ", "nul", "tru e", "01", "1.", ".5", "+1", "-", "1e", "\"", "\"a\nb\"", #""\x""#, #""\u12""#, "[1,]",
        "[1 2]",
        "[", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, "{a:1}", "1 2", "{}x", "\\", "NaN", "'a'",
    ])
    func refusesWhatIsNotJSON(text: String) {
        #expect(JSONValue(parsingJSON: text.utf8) == nil)
    }

    @Test func repairsBytesThatAreNotUTF8() {
        #expect(JSONValue(parsingJSON: [0x22, 0xFF, 0x22]) == .string("\u{FFFD}"))
    }

    @Test func keepsToTheBoundOfDepth() {
        func nested(_ depth: Int) -> [UInt8] {
            Array(repeating: UInt8(ascii: "["), count: depth) + Array(repeating: UInt8(ascii: "]"), count: depth)
        }
        #expect(JSONValue(parsingJSON: nested(128)) != nil)
        #expect(JSONValue(parsingJSON: nested(129)) == nil)
        #expect(JSONValue(parsingJSON: Array(repeating: UInt8(ascii: "["), count: 1 << 20)) == nil)
        let objects = Array(String(repeating: #"{"a":"#, count: 100_000).utf8)
        #expect(JSONValue(parsingJSON: objects) == nil)
    }

    @Test func keepsToTheBoundOfNodes() {
        func list(_ count: Int) -> [UInt8] {
            Array(("[" + Array(repeating: "0", count: count).joined(separator: ",") + "]").utf8)
        }
        #expect(JSONValue(parsingJSON: list(99_999))?.elements.count == 99_999)
        #expect(JSONValue(parsingJSON: list(100_000)) == nil)
    }

    @Test func keepsToTheBoundOfNumbers() {
        #expect(JSONValue(parsingJSON: Array(repeating: UInt8(ascii: "9"), count: 1_024)) != nil)
        #expect(JSONValue(parsingJSON: Array(repeating: UInt8(ascii: "9"), count: 1_025)) == nil)
    }

    @Test(arguments: [
        "null", "[true,false,-3,1.25,\"é\"]", #"{"b":[],"a":{"c":"q\"\\\n\t\r"},"b":0}"#, #""\u0001\u001f""#,
    ])
    func writesWhatItRead(text: String) throws {
        let value = try #require(JSONValue(parsingJSON: text.utf8))
        #expect(String(decoding: value.serializedJSON(), as: UTF8.self) == text)
    }

    @Test func writesNumbersThatJSONCannotHoldAsNull() {
        let value = JSONValue.array([.number(.infinity), .number(.nan), .number(1e300)])
        #expect(String(decoding: value.serializedJSON(), as: UTF8.self) == "[null,null,1e+300]")
    }
}
