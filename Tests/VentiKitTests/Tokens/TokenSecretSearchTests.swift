//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing
import VentiKit

struct TokenSecretSearchTests {
    private static let long = String(repeating: "a very long secret, ", count: 12)

    private func search(_ secret: String, _ algorithm: String, among words: [String]) -> String? {
        TokenSecretSearch(token: TestToken.signed(secret: secret, algorithm: algorithm))?.firstSecret(in: words)
    }

    @Test(arguments: ["HS256", "HS384", "HS512"], ["", "x", "schlüssel", String(repeating: "b", count: 64), long])
    func findsTheSecretAmongOthers(algorithm: String, secret: String) {
        let words = ["no", "neither", Self.long + "!", secret, "nor", String(repeating: "b", count: 63)]
        #expect(search(secret, algorithm, among: words) == secret)
        #expect(search(secret, algorithm, among: words.filter { $0 != secret }) == nil)
    }

    @Test func aLongWordLeavesNothingBehindForAShortOne() {
        #expect(search("b", "HS256", among: [String(repeating: "b", count: 64), "bb", "b"]) == "b")
    }

    @Test(arguments: ["", "opaque", TestToken.signed(algorithm: "RS256"), TestToken.signed(algorithm: "none")])
    func otherTokensHaveNoSecret(token: String) { #expect(TokenSecretSearch(token: token) == nil) }
}
