//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct JSONParserTests {
    private func tree(_ text: String, limits: OpenAPIReader.Limits = .init()) throws -> DocumentTree {
        try DocumentParser.parse(Array(text.utf8), name: "a.json", limits: limits)
    }

    @Test func keepsOrderTypesAndTexts() throws {
        let tree = try tree(#"{"b": [1, -2.5e3, true, null, "x"], "a": {"c": {}}}"#)
        #expect(
            JSONValue(tree.root)
                == .object([
                    .init("b", .array([.integer(1), .number(-2500), .bool(true), .null, .string("x")])),
                    .init("a", .object([.init("c", .object([]))])),
                ])
        )
    }

    @Test(arguments: [
        (#""\u00e9\n\"\\\/\t""#, "é\n\"\\/\t"), (#""\ud83d\ude00""#, "😀"), (#""\ud83d""#, "\u{FFFD}"),
        (#""\ude00x""#, "\u{FFFD}x"), (#""""#, ""),
    ])
    func decodesEscapes(_ json: String, _ text: String) throws {
        #expect(try tree("[\(json)]").root.elements.map(\.string) == [text])
    }

    @Test func keepsNumbersAsTheyAreWritten() throws {
        let values = try tree("[18446744073709551615, 9223372036854775807, 1.0, 1e400]").root.elements.map { $0 }
        #expect(values.map(\.text) == ["18446744073709551615", "9223372036854775807", "1.0", "1e400"])
        #expect(values[0].double == 0x1p64)
        #expect(values[0].int == Int.max)
        #expect(values[2].int == 1)
    }

    @Test func knowsLineAndColumnOfKeysAndValues() throws {
        let tree = try tree("{\n  \"é\": {\"key\": 1},\r\n  \"b\": 2}")
        let inner = try #require(tree.root["é"])
        #expect("\(inner.location)" == "a.json:2:8")
        #expect(inner.members.map { "\($0.location)" } == ["a.json:2:9"])
        #expect(tree.root["b"].map { "\($0.location)" } == "a.json:3:8")
    }

    @Test func lastOfTwoEqualKeysCounts() throws {
        let tree = try tree(#"{"a": 1, "b": 2, "\u0061": 3}"#)
        #expect(tree.root.count == 2)
        #expect(tree.root.members.map(\.name) == ["b", "a"])
        #expect(tree.root["a"]?.int == 3)
        #expect(
            tree.problems.map(\.message) == ["The key “a” comes twice in one mapping; the last one counts. Remove one."]
        )
    }

    @Test func toleratesACommaBeforeTheClosingBracket() throws {
        let tree = try tree(#"{"a": [1, 2,], }"#)
        #expect(tree.root["a"]?.count == 2)
        #expect(tree.problems.count == 2)
    }

    @Test(arguments: [
        (#"{"a": 1 "b": 2}"#, "a.json:1:9: Expected “,” or “}”, found “\"”. Is a comma missing?"),
        (#"{"a": [1, 2}"#, "a.json:1:12: Expected “,” or “]”, found “}”. Is a comma missing?"),
        ("{\n  \"a\": ", "a.json:2:8: The JSON text ends where a value should be. Is the file complete?"),
        ("{\n  \"a\": {", "a.json:2:8: The object that begins here is never closed. Is the file complete?"),
        (#"{"a": "b"#, "a.json:1:7: The text that begins here has no closing quote. Is the file complete?"),
        (#"{"a": 1} x"#, "a.json:1:10: There is text after the end of the JSON value. Remove it."),
        (#"["\q"]"#, "a.json:1:3: The escape “\\q” does not exist. Write “\\\\” for a backslash."),
        (#"["\u12"]"#, "a.json:1:3: The escape “\\u” needs four hexadecimal digits."),
    ])
    func errorsNamePlaceAndMend(_ json: String, _ message: String) throws {
        let error = #expect(throws: OpenAPIReaderError.self) { try tree(json) }
        #expect(error?.description == message)
        #expect(error?.code == .notADocument)
    }

    @Test func deepNestingIsAnErrorAndNoCrash() throws {
        let error = #expect(throws: OpenAPIReaderError.self) { try tree(String(repeating: "[", count: 100_000)) }
        #expect(error?.code == .tooDeep)
        #expect(
            error?.description
                == "a.json:1:257: The document nests deeper than 256 levels. Flatten it, or raise the limit maximumDepth."
        )
    }

    @Test func numberOfValuesIsBounded() throws {
        var limits = OpenAPIReader.Limits()
        limits.maximumNodes = 100
        let error = #expect(throws: OpenAPIReaderError.self) {
            try tree("[" + String(repeating: "1,", count: 200) + "1]", limits: limits)
        }
        #expect(error?.code == .tooManyNodes)
        #expect(error?.source?.line == 1)
    }

    @Test func aKeyTableTellsManyKeysApart() throws {
        let members = (0..<5_000).map { "\"k\($0)\": \($0)" }.joined(separator: ",")
        let tree = try tree("{\(members)}")
        #expect(tree.root.count == 5_000)
        #expect(tree.root["k4999"]?.int == 4_999)
        #expect(tree.root["k5000"] == nil)
        #expect(tree.problems.isEmpty)
    }
}
