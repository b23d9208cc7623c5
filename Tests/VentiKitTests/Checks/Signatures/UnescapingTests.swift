//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct UnescapingTests {
    private func undone(_ text: String, isJSON: Bool = true, undoesEscapes: Bool = true) -> (String, [Int32])? {
        let pass = Unescaping(bytes: Array(text.utf8), isJSON: isJSON, undoesEscapes: undoesEscapes)
        return pass.output().map { (String(decoding: $0, as: UTF8.self), pass.offsets()) }
    }

    @Test(arguments: [
        (#"a\nb\"c\/d"#, "a\nb\"c/d"), (#"\u0041\u00e9\u004"#, #"A\u00e9\u004"#),
        ("&lt;b>&#65;&#x42;&copy;&#300;", "<b>AB&copy;&#300;"),
        ("x<br/>y<b class=a>z</b><init><q", "x\nyz<init><q"), (#"{"a":1}"#, "{\na\n:1}"),
        ("&nbsp;&;&#;&#x;", " &;&#;&#x;"),
        ("<BLOCKQUOTE>a</p", "\na</p"), (#"\"#, #"\"#), (#"a\q\"#, #"a\q\"#),
    ])
    func undoesOneLevel(text: String, expected: String) {
        let undone = undone(text)
        #expect((undone?.0 ?? text) == expected)
        #expect((undone == nil) == (text == expected))
    }

    @Test func knowsThePlaceOfEveryByte() throws {
        let text = #"ab\u0063<b>d&amp;"e"#
        let (output, offsets) = try #require(undone(text))
        #expect(output == "abcd&\ne")
        #expect(offsets == [0, 1, 2, 11, 12, 17, 18, 19])
    }

    @Test func leavesBackslashesAloneWhereTheyMayBeThoseOfAPath() {
        #expect(undone(#"C:\new"#, isJSON: false, undoesEscapes: false) == nil)
    }

    @Test(arguments: [
        "41", "0041", "7f", "80", "+41", "-0", "-1", "-", "+", "", "g", "1g", "00000000000000000000000000041", "fff",
    ])
    func readsCodesAsTheLibraryDoes(text: String) {
        for radix in [10, 16] {
            let expected = UInt8(text, radix: radix).flatMap { $0 < 0x80 ? $0 : nil }
            #expect(Unescaping.code(Array(text.utf8)[...], radix: radix) == expected)
        }
    }
}
