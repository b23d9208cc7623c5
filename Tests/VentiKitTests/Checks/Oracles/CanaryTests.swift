//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct CanaryTests {
    @Test func canariesOfOneSourceAreAllDifferentAndLong() {
        var random = SeededRandom(seed: 0)
        let canaries = (0..<1_000).map { _ in Canary(random: &random).text }
        #expect(Set(canaries).count == 1_000)
        #expect(canaries.allSatisfy { $0.count >= 16 && $0.allSatisfy(\.isLetter) })
    }

    @Test func aCanaryIsPresentOnlyWhereItsWholeTextIs() {
        var random = SeededRandom(seed: 0)
        let canary = Canary(random: &random)
        #expect(canary.isPresent(in: .text("got \(canary.text)!")))
        #expect(!canary.isPresent(in: .text("got \(canary.text.dropLast())")))
        #expect(!canary.isPresent(in: ProbeResponse(status: 200, headers: ["X-Echo": canary.text])))
    }

    @Test func aProductNeverStandsInWhatIsSent() {
        var random = SeededRandom(seed: 0)
        for _ in 0..<500 {
            let canary = ComputedCanary(random: &random)
            #expect(canary.result == "\(canary.left * canary.right)")
            #expect(!"\(canary.left)*\(canary.right)".contains(canary.result))
            #expect(canary.result.count >= 7)
        }
    }
}
