//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct BooleanQuartetTests {
    private func sides(_ payload: String, _ context: BooleanQuartet.Context, value: String) throws -> (Int, Int) {
        let condition = try #require(
            payload.hasPrefix(value + context.prefix) && payload.hasSuffix(context.suffix) ? payload : nil
        )
        let inner = condition.dropFirst(value.count + context.prefix.count).dropLast(context.suffix.count)
        let parts = String(inner).split(separator: context.comparison)
        try #require(parts.count == 2)
        return (try #require(Int(parts[0])), try #require(Int(parts[1])))
    }

    @Test(arguments: BooleanQuartet.sqlContexts)
    func truthsAreTrueAndFalsehoodsFalseWithFourConstants(context: BooleanQuartet.Context) throws {
        for seed in 0..<50 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let quartet = BooleanQuartet(context: context, value: "ann", random: &random)
            #expect(quartet.truths.count == 2)
            #expect(quartet.falsehoods.count == 2)
            var constants: Set<Int> = []
            for truth in quartet.truths {
                let (left, right) = try sides(truth, context, value: "ann")
                #expect(left == right)
                constants.insert(left)
            }
            for falsehood in quartet.falsehoods {
                let (left, right) = try sides(falsehood, context, value: "ann")
                #expect(left != right)
                constants.insert(left)
            }
            #expect(constants.count == 4)
            #expect(Set(quartet.payloads).count == 4)
        }
    }

    @Test func payloadsOfOneContextAreOfOneLength() {
        for seed in 0..<200 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let quartet = BooleanQuartet(context: BooleanQuartet.sqlContexts[0], value: "1", random: &random)
            #expect(Set(quartet.payloads.map(\.count)).count == 1)
        }
    }

    @Test func theSameSeedGivesTheSamePayloads() {
        var left = SeededRandom(seed: 3)
        var right = SeededRandom(seed: 3)
        let context = BooleanQuartet.sqlContexts[1]
        #expect(
            BooleanQuartet(context: context, value: "5", random: &left).payloads
                == BooleanQuartet(context: context, value: "5", random: &right).payloads
        )
    }

    @Test func contextsHaveNamesOfTheirOwn() {
        #expect(Set(BooleanQuartet.sqlContexts.map(\.name)).count == BooleanQuartet.sqlContexts.count)
        #expect(BooleanQuartet.sqlContexts.allSatisfy { $0.isDisjunction == $0.prefix.contains("OR") })
    }
}
