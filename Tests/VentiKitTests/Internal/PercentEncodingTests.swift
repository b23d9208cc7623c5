//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct PercentEncodingTests {
    @Test func onlyUnreservedCharactersStay() {
        #expect(PercentEncoding.encode("aZ09-._~ /?#é\u{0}") == "aZ09-._~%20%2F%3F%23%C3%A9%00")
        #expect(PercentEncoding.encodeKeepingReserved("a/b?c d") == "a/b?c%20d")
    }

    @Test(arguments: [
        ("%41b", "Ab"), ("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("a%20b%2f", "a b/"), ("%C3%A9", "é"),
        ("%ff", "\u{fffd}"),
    ])
    func escapesAreDecodedAndTheRestIsKept(text: String, decoded: String) {
        #expect(PercentEncoding.decode(text) == decoded)
    }

    @Test(arguments: ["", "a b", "100% sure?", "é🙂\r\n"]) func decodingUndoesEncoding(text: String) {
        #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
    }
}
