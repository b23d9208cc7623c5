//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VulnerableAPIs

struct JSONWebTokenTests {
    let token = JSONWebToken.issue(to: "mira", secret: "k1")

    private var unsigned: String {
        let header: JSON = ["alg": "nOnE"]
        let claims: JSON = ["sub": "mira"]
        return Base64URL.encode(Array(header.text.utf8)) + "." + Base64URL.encode(Array(claims.text.utf8)) + "."
    }

    @Test func aTokenHoldsForItsSecretOnly() {
        #expect(JSONWebToken.subject(of: token, secret: "k1") == "mira")
        #expect(JSONWebToken.subject(of: token, secret: "k2") == nil)
        #expect(JSONWebToken.subject(of: token + "x", secret: "k1") == nil)
        #expect(JSONWebToken.subject(of: "nonsense", secret: "k1") == nil)
    }

    @Test func isTheTokenThatOthersMake() {
        // Made with an independent program.
        let text = JSONWebToken.sign(["sub": "1"], secret: "key")
        #expect(
            text == "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.pHaus62nD9DrNbTCRTVOOhnRbbXZnL031tfLEk_qP5s"
        )
    }

    @Test func anExpiredTokenNeverHolds() {
        let old = JSONWebToken.issue(to: "mira", secret: "k1", seconds: -1)
        for verification in [JSONWebToken.Verification.strict, .acceptsNone, .ignoresSignature] {
            #expect(JSONWebToken.subject(of: old, secret: "k1", as: verification) == nil)
        }
    }

    @Test func eachFlawTakesWhatItTakesAndNoMore() {
        let forged = String(token.dropLast(4)) + "AAAA"
        #expect(JSONWebToken.subject(of: unsigned, secret: "k1") == nil)
        #expect(JSONWebToken.subject(of: unsigned, secret: "k1", as: .acceptsNone) == "mira")
        #expect(JSONWebToken.subject(of: forged, secret: "k1", as: .acceptsNone) == nil)
        #expect(JSONWebToken.subject(of: forged, secret: "k1", as: .ignoresSignature) == "mira")
    }

    @Test(arguments: [[], [0], [0, 255], [1, 2, 3], [250, 251, 252, 253]] as [[UInt8]])
    func base64GoesThereAndBack(_ bytes: [UInt8]) {
        #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
}
