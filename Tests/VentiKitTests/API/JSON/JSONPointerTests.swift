//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct JSONPointerTests {
    private let document = JSONValue.object([
        .init("foo", .array([.string("bar"), .string("baz")])),
        .init("", .integer(0)),
        .init("a/b", .integer(1)),
        .init("m~n", .object([.init("~1", .null)])),
    ])

    @Test(arguments: [
        ("/foo/0", JSONValue.string("bar")), ("/", .integer(0)), ("/a~1b", .integer(1)), ("/m~0n/~01", .null),
    ])
    func leadsToAValue(pointer: String, expected: JSONValue) {
        #expect(document[pointer: pointer] == expected)
    }

    @Test(arguments: ["foo", "/foo/2", "/foo/01", "/foo/-", "/foo/+1", "/bar", "/foo/0/x", "/foo/99999999999999999999"])
    func leadsNowhere(pointer: String) {
        #expect(document[pointer: pointer] == nil)
        #expect(document.removing(pointer: pointer) == nil)
    }

    @Test func theEmptyPointerIsTheValueItself() {
        #expect(document[pointer: ""] == document)
        #expect(document.replacing(pointer: "", with: .null) == .null)
        #expect(document.removing(pointer: "") == nil)
    }

    @Test func replacesAddsAndRemoves() throws {
        let replaced = try #require(document.replacing(pointer: "/foo/1", with: .bool(true)))
        #expect(replaced["foo"] == .array([.string("bar"), .bool(true)]))
        #expect(document.replacing(pointer: "/foo/2", with: .null)?["foo"]?.elements.count == 3)
        #expect(document.replacing(pointer: "/foo/-", with: .null)?["foo"]?.elements.last == .null)
        #expect(document.replacing(pointer: "/m~0n/new", with: .integer(5))?[pointer: "/m~0n/new"] == .integer(5))
        #expect(document.replacing(pointer: "/foo/3", with: .null) == nil)
        #expect(document.replacing(pointer: "/new/deeper", with: .null) == nil)
        #expect(document.removing(pointer: "/foo/0")?["foo"] == .array([.string("baz")]))
        #expect(document.removing(pointer: "/a~1b")?.members.count == 3)
    }

    @Test func leavesAreTheScalarsWithPointersThatLeadBack() {
        let leaves = document.leaves
        #expect(leaves.map(\.pointer) == ["/foo/0", "/foo/1", "/", "/a~1b", "/m~0n/~01"])
        for leaf in leaves { #expect(document[pointer: leaf.pointer] == leaf.value) }
        #expect(JSONValue.array([.object([]), .array([])]).leaves.isEmpty)
    }

    @Test func leavesOfAHostileTextAreBounded() {
        let name = String(repeating: "n", count: 500_000)
        let many = JSONValue.array(Array(repeating: .null, count: 50_000))
        #expect(JSONValue.object([.init(name, many)]).leaves.isEmpty)
        #expect(many.leaves.count == 10_000)
    }

    @Test(arguments: [
        (#"[{"id":1},{"id":2.5,"tag":null}]"#, #"[{"id":number,"tag":null}]"#),
        (#"{"b":[],"a":[1,"x",[true]]}"#, #"{"a":[[boolean]|number|string],"b":[]}"#),
        (#"["}",{"}":1}]"#, #"[{"}":number}|string]"#),
    ])
    func shapeHasNamesAndTypesOnly(text: String, expected: String) {
        #expect(JSONValue(parsingJSON: text.utf8)?.shape == expected)
    }
}
