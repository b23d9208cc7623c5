//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct Base64Tests {
    /// The test vectors of RFC 4648, 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func encodesAndDecodes(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(text.utf8))
        #expect(Base64.encodeURLSafe(Array(text.utf8)) == encoded.filter { $0 != "=" })
        #expect(Base64.decode(Base64.encodeURLSafe(Array(text.utf8))) == Array(text.utf8))
    }

    @Test func bothAlphabetsAreRead() {
        #expect(Base64.decode("-_8") == [0xfb, 0xff])
        #expect(Base64.decode("+/8=") == [0xfb, 0xff])
        #expect(Base64.encodeURLSafe([0xfb, 0xff]) == "-_8")
    }

    @Test(arguments: ["A", "AAAAA", "A*==", "é", "AA=A", "AA AA"])
    func whatIsNoBase64IsRefused(text: String) { #expect(Base64.decode(text) == nil) }
}
