//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Testing

@testable import VentiKit

struct FlowWordsTests {
    private func isOneTime(_ method: String, _ path: String, id: String? = nil, others: [APIOperation] = []) -> Bool {
        let operation = APIOperation("\(method) \(path)", operationID: id)
        let model = ResourceModel(APIDescription([operation] + others))
        return FlowWords.isOneTime(operation, in: model)
    }

    @Test(arguments: [
        "/wallet/redeem", "/coupons/{code}/redeem", "/posts/{id}/like", "/polls/{id}/votes", "/bonus/claim",
        "/email/verify", "/accounts/{id}/activate", "/cart/coupon", "/cart/apply-coupon", "/giftcard",
    ])
    func oneTimeStepsAreKnownByTheirPath(path: String) {
        #expect(isOneTime("POST", path))
    }

    @Test(arguments: ["redeemVoucher", "claim_reward", "voteForPost", "likePost"])
    func oneTimeStepsAreKnownByTheirName(id: String) {
        #expect(isOneTime("POST", "/do", id: id))
    }

    @Test(arguments: ["/orders", "/orders/{id}/items", "/transfers", "/messages", "/likely", "/search"])
    func whatMayBeRepeatedIsNot(path: String) {
        #expect(!isOneTime("POST", path))
    }

    @Test func readingAndMakingAreNot() {
        #expect(!isOneTime("GET", "/coupons/{code}/redeem"))
        #expect(!isOneTime("POST", "/coupons", others: [APIOperation("GET /coupons/{couponId}")]))
        #expect(!isOneTime("PUT", "/vouchers/{voucherId}"))
    }

    @Test func theLastWordOfAPointerCounts() {
        #expect(FlowWords.words(of: "/data/creditCents") == ["credit", "cent"])
        #expect(FlowWords.words(of: "") == [])
    }
}
