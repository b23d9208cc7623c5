//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct YAMLParserTests {
    private func tree(_ text: String, limits: OpenAPIReader.Limits = .init()) throws -> DocumentTree {
        try DocumentParser.parse(Array(text.utf8), name: "a.yaml", limits: limits)
    }

    @Test func keysStayTheTextAsWritten() throws {
        let tree = try tree("200: a\non: b\nno: c\n2015-11-01: d\n1.8: e\nnull: f\n0x10: g\n")
        #expect(tree.root.members.map(\.name) == ["200", "on", "no", "2015-11-01", "1.8", "null", "0x10"])
    }

    @Test(
        arguments: [
            ("NO", .string("NO")), ("yes", .string("yes")), ("=", .string("=")), ("2015-11-01", .string("2015-11-01")),
            ("true", .bool(true)), ("'true'", .string("true")), ("~", .null), ("", .null), ("0x1F", .integer(31)),
            ("0o17", .integer(15)),
            ("1_000", .string("1_000")), ("1e-08", .number(1e-08)), (".inf", .number(.infinity)),
            ("12:30", .string("12:30")),
            ("!!str 12", .string("12")), ("010", .integer(10)), ("+1", .integer(1)), ("1.", .number(1)),
            ("nan", .string("nan")),
        ] as [(String, DocumentScalar)]
    )
    func scalarsFollowTheCoreSchema(_ text: String, _ value: DocumentScalar) throws {
        #expect(try tree("a: \(text)\n").root["a"]?.scalar == value)
    }

    @Test func blockTextsAreJoinedAndFolded() throws {
        let tree = try tree("a: |\n  x\n    y\n\n  z\nb: >-\n  one\n  two\n\n  three\nc: |+\n  x\n\n")
        #expect(tree.root["a"]?.string == "x\n  y\n\nz\n")
        #expect(tree.root["b"]?.string == "one two\nthree")
        #expect(tree.root["c"]?.string == "x\n\n")
    }

    @Test func aTabInABlankLineOfABlockTextIsTolerated() throws {
        let tree = try tree("a:\n  b: |\n    one\n\t\n    two\n  c: 1\n")
        #expect(tree.root["a"]?["b"]?.string == "one\n\ntwo\n")
        #expect(tree.root["a"]?["c"]?.int == 1)
        #expect(tree.problems.map { tree.location(at: $0.position).line } == [4])
    }

    @Test func tabsBeforeACommentAndControlCharactersAreTolerated() throws {
        let tree = try tree("a: 1\t\t# x\n\t# y\nb: \"\u{0085}\u{0099}\"\nc: \u{0093}q\u{0094}\n")
        #expect(tree.root["a"]?.int == 1)
        #expect(tree.root["b"]?.string == "\u{0085}\u{0099}")
        #expect(tree.root["c"]?.string == "\u{0093}q\u{0094}")
    }

    @Test func aListMayStandAsFarLeftAsItsKey() throws {
        let tree = try tree("a:\n- b: 1\n  c: 2\n- d\ne: 3\n")
        #expect(tree.root["a"]?.count == 2)
        #expect(tree.root["e"]?.int == 3)
    }

    @Test func aliasesAndMergeKeysStandForTheirAnchors() throws {
        let tree = try tree("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\nsame: *b\nagain: &b 4\nlast: *b\n")
        #expect(tree.root["use"]?.members.map(\.name) == ["y", "x"])
        #expect(tree.root["use"]?["y"]?.int == 3)
        #expect(tree.root["use"]?["x"]?.int == 1)
        #expect(tree.root["same"]?["y"]?.int == 2)
        #expect(tree.root["last"]?.int == 4)
    }

    @Test func aKeyThatIsACollectionIsItsText() throws {
        let tree = try tree("? [{a: 1}]\n: {a: 2}\n{x: y}: z\n")
        #expect(tree.root["[{a: 1}]"]?["a"]?.int == 2)
        #expect(tree.root["{x: y}"]?.string == "z")
        #expect(tree.problems.isEmpty)
    }

    @Test func anAliasOfTheValueThatHoldsItIsNull() throws {
        let tree = try tree("a: &a\n  b: *a\n")
        #expect(tree.root["a"]?["b"]?.isNull == true)
        #expect(tree.problems.count == 1)
    }

    @Test func anAliasBombIsAnError() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<12 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let error = #expect(throws: OpenAPIReaderError.self) { try tree(text) }
        #expect(error?.code == .aliasExpansion)
        #expect(
            error?.description == "a.yaml:6:45: The document's aliases stand for more than 1000000 values. "
                + "Write the values out where they are needed, or raise the limit maximumAliasExpansion."
        )
    }

    @Test(arguments: ["[", "{a: ", "- ", "a:\n", "? "])
    func deepNestingIsAnErrorAndNoCrash(_ opening: String) throws {
        var text = "x: "
        if opening == "a:\n" {
            text = (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        } else if opening == "- " || opening == "? " {
            text = String(repeating: opening, count: 100_000)
        } else {
            text += String(repeating: opening, count: 100_000)
        }
        let error = #expect(throws: OpenAPIReaderError.self) { try tree(text) }
        #expect(error?.code == .tooDeep)
    }

    @Test func directivesAndFurtherDocumentsAreTolerated() throws {
        let tree = try tree("# c\n%YAML 1.2\n---\na: 1\n...\n---\nb: 2\n")
        #expect(tree.root.members.map(\.name) == ["a"])
        #expect(tree.problems.map(\.message) == ["The file holds several YAML documents; only the first is used."])
        #expect(try self.tree("---\n---\na: 1\n").root["a"]?.int == 1)
    }

    @Test func jsonInYAMLAndBracketsWithBareKeysAreRead() throws {
        #expect(try tree(#"{"a": {"b": [1, 2]}}"#).root["a"]?["b"]?.count == 2)
        let loose = try tree("{a: 1, 'b': [x, y]}")
        #expect(loose.root["b"]?.count == 2)
        #expect(loose.problems.count == 1)
    }

    @Test func marksAndLineEndingsOfOtherSystemsAreTolerated() throws {
        let tree = try tree("\u{FEFF}a: 1\r\nb:\r\n  - x\r\n")
        #expect(tree.root["b"]?.elements.map(\.string) == ["x"])
        #expect(tree.root.members.map { "\($0.location)" } == ["a.yaml:1:1", "a.yaml:2:1"])
    }

    @Test func otherEncodingsAreReadOrReported() throws {
        var utf16: [UInt8] = [0xFF, 0xFE]
        for unit in "a: é".utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try DocumentParser.parse(utf16, name: "a", limits: .init()).root["a"]?.string == "é")
        let latin = try DocumentParser.parse(Array("a: caf".utf8) + [0xE9, 0x0A], name: "a", limits: .init())
        #expect(latin.root["a"]?.string == "caf\u{FFFD}")
        #expect(latin.problems.map(\.position) == [6])
    }

    @Test(arguments: [
        ("a: 1\n\tb: 2\n", "a.yaml:2:1: The line is indented with a tab. Use spaces."),
        (
            "a: b: c\n",
            "a.yaml:1:5: A second “: ” on this line: a mapping cannot begin here. Put the text in quotes, or the mapping on the next line."
        ),
        (
            "a: 1\n  b: 2\n",
            "a.yaml:2:3: A key cannot stand in the middle of a text. Check the indentation, or put the text in quotes."
        ),
        ("a: [1, 2\nb: 3\n", "a.yaml:1:4: The bracket that opens here is never closed. Is the file complete?"),
        ("a: 'x\n", "a.yaml:1:4: The quote that opens here is never closed. Is the file complete?"),
        ("a: *b\n", "a.yaml:1:4: The alias “*b” stands for no anchor. Define “&b” before it."),
        ("a: \"x\" y\n", "a.yaml:1:8: Expected the end of the line, found “y”. Is a quote missing, or too much?"),
        (
            "a:\n  - b\n c: 1\n",
            "a.yaml:3:2: This line is indented further than the entries before it. Check its indentation."
        ),
        ("a: 1\nb\n", "a.yaml:2:1: Expected a key with “: ” after it. Is a colon or a space after it missing?"),
        ("", "a.yaml:1:1: The document is empty. Name a file that holds an OpenAPI description."),
        ("# only a comment\n", "a.yaml:1:1: The document is empty. Name a file that holds an OpenAPI description."),
    ])
    func errorsNamePlaceAndMend(_ yaml: String, _ message: String) throws {
        let error = #expect(throws: OpenAPIReaderError.self) { try tree(yaml) }
        #expect(error?.description == message)
    }
}
