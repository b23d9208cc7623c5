//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct NumericChangeTests {
    private func answer(_ body: String) -> ProbeResponse { ProbeResponse(status: 200, body: Array(body.utf8)) }

    @Test func aNumberThatMovedIsFoundWithItsAmount() {
        let change = NumericChange.first(
            from: answer(#"{"balance":100,"name":"a"}"#),
            steady: answer(#"{"balance":100,"name":"a"}"#),
            to: answer(#"{"balance":60.5,"name":"b"}"#)
        )
        #expect(change == NumericChange(pointer: "/balance", amount: -39.5))
    }

    @Test func whatMovesByItselfDoesNotCount() {
        let changes = NumericChange.all(
            from: answer(#"{"clock":1,"views":3}"#),
            steady: answer(#"{"clock":2,"views":3}"#),
            to: answer(#"{"clock":3,"views":3}"#)
        )
        #expect(changes.isEmpty)
    }

    @Test func amountsComeBeforeVersions() {
        let before = answer(#"{"version":1,"account":{"credit":"5.00"}}"#)
        let after = answer(#"{"version":2,"account":{"credit":"7.00"}}"#)
        let changes = NumericChange.all(from: before, steady: before, to: after)
        #expect(changes.map(\.pointer) == ["/account/credit", "/version"])
    }
}
