//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct CodeFieldTests {
    private func field(_ name: String, path: String = "/verify", _ change: (inout APISchema) -> Void) -> CodeField? {
        let body = APISchema.object((name, APISchema(.string, change)))
        let operation = APIOperation("POST \(path)", body: body)
        return CodeField(of: operation, .empty)
    }

    @Test func digitsAreCountedByPatternOrLength() {
        #expect(field("pin", path: "/cards") { $0.pattern = "^[0-9]{4}$" }?.digits == 4)
        #expect(field("otp", path: "/x") { $0.pattern = "^\\d{6}$" }?.digits == 6)
        #expect(field("otp", path: "/x") { $0.maxLength = 5 }?.digits == 5)
        #expect(field("otp", path: "/x") { _ in }?.digits == 6)
        #expect(
            field("pin", path: "/x") {
                $0.types = .integer
                $0.maximum = 9_999
            }?.digits == 4
        )
        #expect(
            field("code") {
                $0.minLength = 6
                $0.maxLength = 6
            }?.digits == 6
        )
    }

    @Test func longCodesAndOtherCodesAreLeftOut() {
        #expect(field("code", path: "/coupons") { $0.pattern = "^[0-9]{4}$" } == nil)
        #expect(field("code") { $0.maxLength = 40 } == nil)
        #expect(field("code") { $0.pattern = "^[A-Z0-9]{6}$" } == nil)
        #expect(field("countryCode") { $0.pattern = "^[0-9]{3}$" } == nil)
        #expect(field("otp") { $0.pattern = "^[0-9]{12}$" } == nil)
        #expect(field("password") { $0.maxLength = 8 } == nil)
    }

    @Test func guessesHaveTheRightLengthAndType() throws {
        var random = SeededRandom(seed: 1, purpose: "test")
        let text = try #require(field("pin", path: "/x") { $0.pattern = "^[0-9]{4}$" })
        #expect(text.guess(&random).stringValue?.count == 4)
        let number = try #require(
            field("pin", path: "/x") {
                $0.types = .integer
                $0.maximum = 999_999
            }
        )
        guard case .integer(let value) = number.guess(&random) else {
            Issue.record("The guess is no number.")
            return
        }
        #expect((100_000...999_999).contains(value))
    }
}
