//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct NegativeControlTests {
    @Test(arguments: ["' OR 1=1-- ", "\"", "abc", "7391", "", "{{7*7}}", "é🙂'", "a b  c"])
    func keepsTheLengthAndTheClasses(payload: String) {
        var random = SeededRandom(seed: 7)
        let control = NegativeControl.text(like: payload, random: &random)
        #expect(control.count == payload.count)
        for (made, given) in zip(control, payload) {
            #expect(made.isNumber == given.isNumber)
            #expect((made == " ") == (given == " "))
            #expect(made.isLetter || made.isNumber || made == " ")
            #expect(made.isASCII)
        }
    }

    @Test func aControlOfSomethingIsNotThePayload() {
        var random = SeededRandom(seed: 1)
        #expect(NegativeControl.text(like: "' OR '1'='1", random: &random) != "' OR '1'='1")
    }
}
