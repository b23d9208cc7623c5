//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension OrderService {
    func addWalletRoutes(to router: inout Router) {
        router.on("GET", "/wallet") { request in
            let id = try caller(request)
            return Self.data(try shop.withState { Self.wallet(of: try $0.account(id)) })
        }
        router.on("POST", "/wallet/redeem") { try redeem($0) }
        router.on("POST", "/top-ups") { try topUp($0) }
        router.on("GET", "/top-ups") { request in
            let id = try caller(request)
            return try Self.page(of: try shop.withState { try $0.account(id).topUps.reversed().map(\.json) }, request)
        }
        router.on("GET", "/top-ups/{topUpId}") { request in
            let (owner, id) = (try caller(request), try id("topUpId", of: request))
            return Self.data(try topUp(id, of: owner).json)
        }
        router.on("POST", "/top-ups/{topUpId}/confirm") { try await confirm($0) }
    }

    private static func wallet(of account: Shop.Account) -> JSON {
        ["creditCents": .integer(account.creditCents), "coupons": .array(account.coupons.map(\.json))]
    }

    /// Adds a coupon's value to the credit.
    ///
    /// The flawed build notes that the coupon was redeemed and never looks whether it was.
    private func redeem(_ request: IncomingRequest) throws -> Answer {
        let id = try caller(request)
        let code = try DemoFields(request).text("code", 1...40)
        let wallet = try shop.withState { state in
            var account = try state.account(id)
            guard let index = account.coupons.firstIndex(where: { $0.code == code }) else { throw Problem.notFound }
            guard isFlawed || !account.coupons[index].isRedeemed else {
                throw Problem(409, "The coupon was redeemed.")
            }
            account.coupons[index].isRedeemed = true
            account.creditCents += account.coupons[index].valueCents
            state.accounts[id] = account
            return Self.wallet(of: account)
        }
        return Self.data(wallet)
    }

    private func topUp(_ request: IncomingRequest) throws -> Answer {
        let id = try caller(request)
        let fields = try DemoFields(request)
        let amount = try fields.integer("amountCents", 100...50_000)
        let reference = try fields.text("reference", 1...80)
        let topUp = try shop.withState { state in
            var account = try state.account(id)
            guard account.topUps.count < 1_000 else { throw Problem(403, "No more top-ups are taken.") }
            let taken = Set(account.topUps.map(\.id))
            let topUp = Shop.TopUp(id: Shop.newID(taken.contains), amountCents: amount, reference: reference)
            account.topUps.append(topUp)
            state.accounts[id] = account
            return topUp.json
        }
        return Self.data(topUp, status: 201)
    }

    private func topUp(_ id: Int, of owner: Int) throws -> Shop.TopUp {
        try shop.withState { state in
            guard let topUp = try state.account(owner).topUps.first(where: { $0.id == id }) else {
                throw Problem.notFound
            }
            return topUp
        }
    }

    /// Adds a top-up to the credit.
    ///
    /// The flawed build looks first, waits for the bank and then adds, so that requests at the same time all add.
    private func confirm(_ request: IncomingRequest) async throws -> Answer {
        let (owner, id) = (try caller(request), try id("topUpId", of: request))
        if isFlawed {
            guard try !topUp(id, of: owner).isCredited else { throw Problem(409, "The top-up was confirmed.") }
            try await Task.sleep(for: .milliseconds(20))
        }
        let topUp = try shop.withState { state in
            var account = try state.account(owner)
            guard let index = account.topUps.firstIndex(where: { $0.id == id }) else { throw Problem.notFound }
            guard isFlawed || !account.topUps[index].isCredited else { throw Problem(409, "The top-up was confirmed.") }
            account.topUps[index].isCredited = true
            account.creditCents += account.topUps[index].amountCents
            state.accounts[owner] = account
            return account.topUps[index].json
        }
        return Self.data(topUp)
    }
}
