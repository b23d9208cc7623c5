//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiService

struct JSONShapeTests {
    private func fault(_ text: String, _ format: ImportFormat = .sarif) -> JSONShape.Fault? {
        fault(Array(text.utf8), format)
    }

    private func fault(_ bytes: [UInt8], _ format: ImportFormat = .sarif) -> JSONShape.Fault? {
        do {
            try format.shape.check(bytes)
            return nil
        } catch {
            return error
        }
    }

    private static let head = #"{"version": "2.1.0", "runs": [{"tool": {}, "results": ["#

    @Test(arguments: [
        (ImportFormat.sarif, #"{"version":"2.1.0","runs":[]}"#),
        (.sarif, head + #"{"a": [1, -2.5e+10, true, null, "\u00e9é𝄞\n"]}]}]}"#),
        (.sarif, #" { "version" : "2.1.0" , "x" : { } , "runs" : [ { "tool" : { } , "results" : null } ] } "#),
        (.zap, #"{"site": []}"#), (.zap, #"{"site": {"alerts": [{}]}}"#),
        (.zap, #"{"site": [{"alerts": [{}, {}]}, {}]}"#),
        (.nuclei, "{}\n{}\n"), (.nuclei, "{}"), (.gitlab, #"{"vulnerabilities": [{}]}"#),
    ])
    func whatIsOfTheShapePasses(format: ImportFormat, text: String) {
        #expect(fault(text, format) == nil)
    }

    @Test(arguments: [
        ("", "/", "line 1, column 1: the file is empty"), ("  \n ", "/", "line 2, column 2: the file is empty"),
        ("[]", "/", "line 1, column 1: here stands a list, and an object has to"),
        ("<xml/>", "/", "line 1, column 1: here stands no value, and an object has to"),
        ("{}", "/", "line 1, column 3: version is missing"),
        (#"{"version": "2.1.0"}"#, "/", "line 1, column 21: runs is missing"),
        (
            #"{"version": "2.0.0", "runs": []}"#, "/version",
            #"line 1, column 13: here stands "2.0.0", and "2.1.0" has to"#
        ),
        (#"{"version": 2.1, "runs": []}"#, "/version", "line 1, column 13: here stands a number, and a text has to"),
        (
            "{\"version\": \"2.1.0\",\n \"runs\": {}}", "/runs",
            "line 2, column 10: here stands an object, and a list has to"
        ),
        (
            #"{"version": "2.1.0", "runs": [[]]}"#, "/runs/0",
            "line 1, column 31: here stands a list, and an object has to"
        ),
        (#"{"version": "2.1.0", "runs": [{}]}"#, "/runs/0", "line 1, column 33: tool is missing"),
        (head + "{}, 7]}]}", "/runs/0/results/1", "line 1, column 60: here stands a number, and an object has to"),
        (head + "{}, ]}]}", "/runs/0/results/1", "line 1, column 60: here stands no value, and an object has to"),
        (head + #"{"a": 01}]}]}"#, "/runs/0/results/0/a", "line 1, column 62: this is no number"),
        (head + #"{"a": 1.}]}]}"#, "/runs/0/results/0/a", "line 1, column 62: this is no number"),
        (head + #"{"a": nope}]}]}"#, "/runs/0/results/0/a", "line 1, column 62: this is no JSON"),
        (head + #"{"a": "\x"}]}]}"#, "/runs/0/results/0/a", "line 1, column 64: there is no such escape"),
        (head + #"{"a": "\u12g4"}]}]}"#, "/runs/0/results/0/a", "line 1, column 64: the escape is broken"),
        (
            head + "{\"a\": \"\u{1}\"}]}]}", "/runs/0/results/0/a",
            "line 1, column 63: a control character stands in a text"
        ),
        (head + #"{"a" 1}]}]}"#, "/runs/0/results/0", "line 1, column 61: a : has to stand here"),
        (head + #"{"a": 1 "b": 2}]}]}"#, "/runs/0/results/0", "line 1, column 64: a comma or } has to stand here"),
        (head + #"{"a": 1,}]}]}"#, "/runs/0/results/0", "line 1, column 64: a name has to stand here"),
        (head + #"{"a": 1"#, "/runs/0/results/0", "line 1, column 63: the file ends in the middle"),
        (head + #"{"a": "b"#, "/runs/0/results/0/a", "line 1, column 64: the file ends in the middle of a text"),
        (#"{"version": "2.1.0", "runs": []} {}"#, "/", "line 1, column 34: something stands after the end"),
        (#"{"version": "2.1.0", "runs": [], "runs": []}"#, "/", "line 1, column 40: the name runs is there twice"),
        (#"{"version": "2.1.0", "runs": [], "a/b~c": x}"#, "/a~1b~0c", "line 1, column 43: this is no JSON"),
    ])
    func whatIsNotNamesThePlace(text: String, pointer: String, message: String) {
        #expect(fault(text) == JSONShape.Fault(pointer: pointer, message: message))
    }

    @Test func whatStandsTooDeepIsRefusedHoweverDeepItIs() {
        for depth in [101, 5_000, 1_000_000] {
            let text = #"{"version": "2.1.0", "runs": [], "x": "# + String(repeating: "[", count: depth)
            #expect(fault(text)?.message.contains("values stand more than 100 deep") == true, "\(depth)")
        }
        let allowed = String(repeating: "[", count: 90) + String(repeating: "]", count: 90)
        #expect(fault(#"{"version": "2.1.0", "runs": [], "x": "# + allowed + "}") == nil)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82],
        ] as [[UInt8]]
    )
    func whatIsNoUTF8IsRefused(bytes: [UInt8]) {
        let text = Array(#"{"version": "2.1.0", "runs": [], "x": ""#.utf8) + bytes + Array("\"}".utf8)
        #expect(fault(text)?.message == "line 1, column 40: this is no UTF-8: save the file in that encoding")
    }

    @Test func otherEncodingsOfTheWholeFileAreRefused() {
        let wide = Array(#"{"version": "2.1.0"}"#.utf8).flatMap { [$0, 0 as UInt8] }
        let marked: [UInt8] = [0xFF, 0xFE] + wide
        #expect(fault(marked)?.pointer == "/")
        #expect(fault(wide)?.pointer == "/")
    }

    /// Cut anywhere, it is refused; with any byte changed, it is refused or passes, and is read to its end in either case.
    @Test func anyCutIsSeenAndNoChangeIsTooMuch() {
        let whole = Array((Self.head + #"{"a": [1, "é\n", {"b": null}], "c": -1.5e3}]}]}"#).utf8)
        #expect(fault(whole) == nil)
        for length in 0..<whole.count { #expect(fault(Array(whole.prefix(length))) != nil, "\(length)") }
        for place in whole.indices {
            for byte in [0x00, 0x22, 0x2C, 0x5B, 0x7B, 0x7D, 0x5C, 0xC3, 0xFF] as [UInt8] {
                var changed = whole
                changed[place] = byte
                if let fault = fault(changed) {
                    #expect(fault.pointer.hasPrefix("/") && fault.message.hasPrefix("line 1"))
                }
            }
        }
    }
}
