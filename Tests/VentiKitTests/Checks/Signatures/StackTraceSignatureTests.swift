//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct StackTraceSignatureTests {
    static let traces: [(String, String)] = [
        (
            "Java",
            """
            java.lang.IllegalStateException: no
            \tat com.example.shop.Cart.<init>(Cart.java:12) ~[shop.jar:1.0]
            \tat java.base/java.lang.reflect.Method.invoke(Unknown Source)
            """
        ),
        (
            "Python",
            """
            Traceback (most recent call last):
              File "/app/shop.py", line 12, in order
                cart.add(item)
                ^^^^^^^^^^^^^^
              File "/app/cart.py", line 3, in <module>
            """
        ),
        (
            "Node",
            """
            TypeError: x is not a function
                at order (/app/shop.js:12:5)
                at new Promise (<anonymous>)
                at node:internal/process/task_queues:95:5
            """
        ),
        (
            ".NET",
            #"""
            System.InvalidOperationException: no
               at Shop.Cart.Add(Item item) in C:\new\test\Cart.cs:line 12
               at Shop.Program.Main(String[] args)
            """#
        ),
        (
            "Go",
            """
            goroutine 1 [running]:
            main.order(...)
            \t/app/shop.go:12 +0x1d
            """
        ),
        ("PHP", "#0 /app/shop.php(12): order(Object(Cart))\n#1 {main}\n"),
        ("Ruby", "app/shop.rb:12:in `order'\nfrom app/cart.rb:3:in 'Cart#add'"),
        (
            "Swift",
            """
            0 [ra] 0x0000aaaaddee1234 Cart.add(_:) + 12 in shop at /app/Sources/Cart.swift:12:5
            1 [ra] 0x0000aaaaddee1299 $s4shop4mainyyF + 4 in shop
            """
        ),
        (
            "Rust",
            "   0: shop::order\n             at ./src/shop.rs:12:5\n   1: main\n             at ./src/main.rs:3:1"
        ),
    ]

    static func product(_ body: [UInt8]) -> String? {
        SignatureLibrary.default.match("stack-trace", in: body)?.product
    }

    @Test(arguments: traces)
    func recognisesTracesAsTheyAre(language: String, trace: String) {
        #expect(Self.product(Array(trace.utf8)) == language)
    }

    @Test(arguments: traces)
    func recognisesTracesInJSON(language: String, trace: String) {
        let body = JSONValue.object([.init("status", .integer(500)), .init("trace", .string(trace))])
        #expect(Self.product(body.serializedJSON()) == language)
        let nested = JSONValue.object([.init("log", .string(String(decoding: body.serializedJSON(), as: UTF8.self)))])
        #expect(Self.product(nested.serializedJSON()) == language)
    }

    @Test(arguments: traces)
    func recognisesTracesInListsOfLines(language: String, trace: String) {
        let lines = trace.split(separator: "\n").map { JSONValue.string(String($0)) }
        #expect(Self.product(JSONValue.object([.init("stack", .array(lines))]).serializedJSON()) == language)
    }

    @Test(arguments: traces)
    func recognisesTracesInHTML(language: String, trace: String) {
        let escaped = trace.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
        let lines = escaped.split(separator: "\n").map { "<span class=\"l\">\($0)</span><br/>" }.joined()
        #expect(Self.product(Array("<html><body><pre>\(escaped)</pre></body></html>".utf8)) == language)
        #expect(Self.product(Array("<!doctype html><div>\(lines)</div>".utf8)) == language)
    }

    @Test(arguments: [
        #"{"trace":[{"methodName":"a","fileName":"B.java","lineNumber":3,"className":"x.B"}]}"#,
        #"<h4>File <cite class="filename">"/a.py"</cite>, line <em class="line">12</em>,</h4>"#,
    ])
    func recognisesFramesThatWereSerialized(body: String) {
        #expect(Self.product(Array(body.utf8)) != nil)
    }

    @Test(arguments: [
        "Traceback (most recent call last) is what Python prints before the frames of a stack trace.",
        "Traceback (most recent call last):\n  ...\nValueError: bad",
        "We meet at noon (see notes.js:1).\nLunch is at one.\nat the office (Main.street)\nat home (my.place)",
        "at com.example.Shop.order(Shop.java:12)",
        "File \"/app/shop.py\", line 12, in order",
        "See shop.rb:12 and cart.rb:3, or main.go:12 and util.go:9.",
        "main.go:3:5: undefined: x\nutil.go:9:1: missing return",
        "#0 of the list\n#1 of the list\n#2 {main} course",
        "1 apple\n2 pears at 0x10 each\n3 plums",
        #"{"steps":["at dawn","at dusk","at sea"],"total":3}"#,
        "<ul><li>at a (b)</li><li>at c (d)</li></ul>",
    ])
    func isSilentOnProseAndSingleFrames(body: String) {
        #expect(Self.product(Array(body.utf8)) == nil)
    }

    @Test func framesFarApartAreNoTrace() {
        let frame = "  File \"/app/shop.py\", line 12, in order\n"
        let gap = String(repeating: "text\n", count: 4)
        #expect(Self.product(Array((frame + gap + frame).utf8)) == nil)
        #expect(Self.product(Array((frame + "text\n\n" + frame).utf8)) == "Python")
    }

    @Test(arguments: [
        "at ", "\nat ", "at a.b(", "\nat a.b(c)\n", "File \"", "<a ", "<", "&", "&quot;", "\\", "\\\\", "\\u", "\"",
        ".go:",
        "near \"", "\"methodName\"", "# TYPE a counter\n", "goroutine 1 [\n",
    ])
    func hostileBodiesAreReadToTheirEnd(unit: String) {
        let body = Array(String(repeating: unit, count: (1 << 18) / unit.utf8.count).utf8)
        for name in SignatureLibrary.default.names {
            #expect(SignatureLibrary.default.match(name, in: body) == nil)
        }
    }

    @Test func whatStandsBehindTheBoundIsNotSeen() {
        let trace = Array(Self.traces[1].1.utf8)
        let padding = [UInt8](repeating: UInt8(ascii: "\n"), count: 2 << 20)
        #expect(Self.product(padding + trace) == nil)
    }
}
