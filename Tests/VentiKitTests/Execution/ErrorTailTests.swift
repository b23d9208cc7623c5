//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct ErrorTailTests {
    @Test func whatIsShortIsKeptWhole() {
        var tail = ErrorTail()
        tail.append(Array("no line end".utf8))
        #expect(tail.text == "no line end")
    }

    /// A token whose beginning was cut off could not be redacted.
    @Test func aCutBeginsWithALine() {
        var tail = ErrorTail()
        let rest = "\n" + String(repeating: "x", count: 3_500) + "\nend"
        tail.append(Array((String(repeating: "token", count: 1_000) + rest).utf8))
        #expect(tail.text == rest)
    }
}
