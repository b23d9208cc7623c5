//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

/// Settings files, as people and tools write them.
struct SettingsValueTests {
    private func read(_ text: String) throws -> SettingsValue? { try SettingsValue(bytes: Array(text.utf8)) }

    private func fault(_ text: String) -> SettingsValue.Fault? {
        do {
            _ = try SettingsValue(bytes: Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "a:\n  b: one\n  c: [1, true, null]\n", "{a: {b: one, c: [1, true, ~]}}",
        "{\n\t\"a\": {\n\t\t\"b\": \"one\",\n\t\t\"c\": [1, true, null]\n\t}\n}",
        "# words\n---\na: {b: 'one', c: [1, true, ]}\n",
        "\u{FEFF}x: &x {b: one, c: [1, true, null]}\na: *x\n",
    ])
    func yamlAndJSONSayTheSame(_ text: String) throws {
        let value = try #require(try read(text)?["a"])
        #expect(value["b"]?.text == "one")
        guard case .sequence(let elements) = try #require(value["c"]).content else {
            Issue.record("no list")
            return
        }
        #expect(elements.prefix(2).map(\.text) == ["1", "true"])
        let others = elements.dropFirst(2).map { $0.isNull }
        #expect(others.allSatisfy { $0 })
        #expect(value["d"] == nil && value["b"]?["x"] == nil)
    }

    @Test(arguments: ["", "\n", "# words\n", "---\n", "\u{FEFF}"]) func nothingIsNoSettings(_ text: String) throws {
        #expect(try read(text) == nil)
    }

    @Test func everyValueAndKeyHasItsPlace() throws {
        let value = try #require(try read("a: 1\nb:\n  - x\n  - y: 2\n"))
        guard case .mapping(let members) = value.content, case .sequence(let list) = members[1].value.content else {
            Issue.record("no mapping with a list")
            return
        }
        #expect(members.map(\.keyPlace) == [.init(line: 1, column: 1), .init(line: 2, column: 1)])
        #expect(members[0].value.place == .init(line: 1, column: 4))
        #expect(list[1]["y"]?.place == .init(line: 4, column: 8))
    }

    @Test(arguments: [
        ("a: 1\na: 2\n", 2, true), ("{\"b\": 1,\n\"a\": 1, \"a\": 2}", 2, true), ("x: {b: {a: 1, a: 2}}", 1, true),
        ("a: [", 1, false), ("{\"a\": ", 1, false), ("a: 1\n---\nb: 2\n", 3, false), ("a: 'secret", 1, false),
    ])
    func whatIsWrongHasItsPlace(_ text: String, _ line: Int, _ isDuplicate: Bool) throws {
        let found = try #require(fault(text))
        #expect(found.place.line == line)
        #expect(found.isDuplicate == isDuplicate)
        #expect(!found.reason.contains("secret"))
        if isDuplicate { #expect(found.reason == "the key a appears twice") }
    }

    @Test func aliasesOfAliasesAreNotWrittenOut() {
        var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
        for index in 1..<12 {
            let alias = "*a\(index - 1)"
            text += "a\(index): &a\(index) [\(Array(repeating: alias, count: 9).joined(separator: ", "))]\n"
        }
        #expect(fault(text) != nil)
    }
}
