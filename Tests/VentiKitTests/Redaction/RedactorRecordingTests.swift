//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct RedactorRecordingTests {
    @Test(arguments: ["{\"note\":\"", "[", "eyJ"])
    func theExcerptOfALongBodyIsThatOfTheWhole(unit: String) {
        let start =
            #"{"password":"hunter2-abc","session":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijk","known":"k-4711-x","a":""#
        let filler = String(repeating: unit + "some more text, k-4711-x and so on\", \"b\": 1}\n", count: 5_000)
        var redactor = Redactor()
        redactor.add(Secret("k-4711-x"), placeholder: "alice.token")
        let response = ProbeResponse(status: 500, body: Array((start + filler).utf8))
        let excerpt = redactor.record(response).bodyExcerpt
        #expect(excerpt == redactor.redactBody(response.bodyText).prefix(2_000) + "…")
        #expect(!excerpt.contains("hunter2") && !excerpt.contains("4711"))
    }
}
