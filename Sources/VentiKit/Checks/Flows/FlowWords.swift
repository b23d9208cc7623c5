//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// The words by which operations and values of a business flow are recognised.
enum FlowWords {
    /// Whether an operation does what may be done once, judged by its name: redeems, claims, votes, verifies.
    static func isOneTime(_ operation: APIOperation, in model: ResourceModel) -> Bool {
        guard operation.method == "POST" || operation.method == "PUT" else { return false }
        let segments = operation.path.split(separator: "/").filter { !$0.contains("{") }.map(String.init)
        let last = Words.split(segments.last ?? "").map(Words.singular)
        let named = Words.split(operation.operationID?.split(separator: ".").last.map(String.init) ?? "")
        let summary = Words.split(operation.summary ?? "").prefix(1).map(Words.singular)
        if !Set(last + named.prefix(1) + summary).isDisjoint(with: verbs) { return true }
        // A coupon that is made is no coupon that is used.
        guard model.resource(madeBy: operation) == nil, operation.path.last != "}" else { return false }
        return !Set(segments.suffix(2).flatMap(Words.split).map(Words.singular) + named).isDisjoint(with: nouns)
    }

    private static let verbs: Set<String> = [
        "redeem", "redemption", "claim", "vote", "upvote", "downvote", "like", "activate", "activation", "verify",
        "verification", "refer", "applaud", "endorse", "favourite", "favorite",
    ]
    private static let nouns: Set<String> = [
        "coupon", "voucher", "promo", "promotion", "promocode", "giftcard", "bonus", "reward", "referral", "cashback",
    ]

    /// Words for sums of money.
    static let money: Set<String> = [
        "amount", "price", "cost", "total", "subtotal", "fee", "sum", "fare", "cent", "stake", "bet", "tip", "payment",
        "charge", "deposit", "value", "credit", "due", "tax",
    ]
    /// Words for numbers of things.
    static let quantity: Set<String> = [
        "quantity", "qty", "count", "unit", "point", "coin", "seat", "ticket", "night", "share", "item", "number",
        "credit", "mile",
    ]
    /// Words for what somebody has.
    static let holdings: Set<String> = [
        "balance", "credit", "point", "coin", "fund", "wallet", "cent", "money", "available", "mile", "saving", "token",
        "reward", "bonus", "cash",
    ]
    /// Words for what orders and other deals come to.
    static let totals: Set<String> = [
        "total", "subtotal", "due", "amount", "sum", "payable", "charge", "charged", "cost", "price", "fee", "net",
        "gross",
    ]
    /// Words for what the seller sets.
    static let prices: Set<String> = [
        "price", "total", "subtotal", "cost", "amount", "due", "fee", "fare", "tax", "shipping", "charge", "discount",
    ]
    /// Words for codes that can be used.
    static let codes: Set<String> = [
        "code", "coupon", "voucher", "promo", "gift", "referral", "invite", "invitation", "promocode",
    ]
    /// Words for numbers that grow with every request, or by themselves.
    static let noise: Set<String> = [
        "attempt", "failed", "failure", "error", "view", "request", "version", "revision", "time", "timestamp", "at",
        "updated", "sequence", "seq", "id", "ttl", "expire", "expiry", "age", "login", "duration", "elapsed", "uptime",
        "nonce", "iat", "exp", "epoch", "ms", "millisecond", "second", "page", "limit", "offset", "retry",
    ]

    /// The words of a JSON Pointer's last token.
    static func words(of pointer: String) -> Set<String> {
        Set(Words.split(pointer.split(separator: "/").last.map(String.init) ?? "").map(Words.singular))
    }
}
