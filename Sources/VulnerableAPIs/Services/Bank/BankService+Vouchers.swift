//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension BankService {
    private static let bonus = BankMoney(cents: 5_000)
    private static let voucherAmounts = BankMoney(cents: 100)...BankMoney(cents: 50_000)
    private static let mostVouchers = 5_000

    func addVoucherRoutes(to router: inout Router) {
        router.on("POST", "/vouchers") { try buyVoucher($0) }
        router.on("GET", "/vouchers/{voucherId}") { request in
            let name = try caller(request)
            return .json(try store.withState { try Self.voucher(request, of: name, in: $0).voucher.json })
        }
        router.on("POST", "/vouchers/{voucherId}/redeem") { request in
            let name = try caller(request)
            let account = try DemoFields(request).text("accountId", 36...36)
            return try await once(
                check: { state in
                    _ = try state.index(ofAccount: account, of: name)
                    let voucher = try Self.voucher(request, of: name, in: state).voucher
                    guard !voucher.isRedeemed else { throw Problem(409, "The voucher was redeemed before.") }
                },
                act: { state in
                    let (index, voucher) = try Self.voucher(request, of: name, in: state)
                    state.vouchers[index].isRedeemed = true
                    return try Self.credit(voucher.amount, to: account, of: name, "Voucher", in: &state)
                }
            )
        }
        router.on("POST", "/bonus/claim") { request in
            let name = try caller(request)
            let account = try DemoFields(request).text("accountId", 36...36)
            return try await once(
                check: { state in
                    _ = try state.index(ofAccount: account, of: name)
                    guard !state.welcomed.contains(name) else { throw Problem(409, "The bonus was claimed before.") }
                },
                act: { state in
                    state.welcomed.insert(name)
                    return try Self.credit(Self.bonus, to: account, of: name, "Welcome bonus", in: &state)
                }
            )
        }
    }

    /// Does what may be done once.
    ///
    /// The flawed build looks, asks another system, which takes a while, and then acts on what it saw.
    private func once(
        check: @Sendable (BankState) throws -> Void,
        act: @Sendable (inout BankState) throws -> Answer
    ) async throws -> Answer {
        if isFlawed {
            try store.withState { try check($0) }
            try await Task.sleep(for: .milliseconds(20))
            return try store.withState { try act(&$0) }
        }
        return try store.withState { state in
            try check(state)
            return try act(&state)
        }
    }

    private static func voucher(
        _ request: IncomingRequest,
        of owner: String,
        in state: BankState
    ) throws -> (index: Int, voucher: BankVoucher) {
        let id = request.parameter("voucherId")
        guard let index = state.vouchers.firstIndex(where: { $0.id == id && $0.owner == owner }) else {
            throw Problem.notFound
        }
        return (index, state.vouchers[index])
    }

    private static func credit(
        _ amount: BankMoney,
        to account: String,
        of owner: String,
        _ reference: String,
        in state: inout BankState
    ) throws -> Answer {
        let index = try state.index(ofAccount: account, of: owner)
        state.book(amount, into: index, reference)
        return .json(state.accounts[index].json)
    }

    private func buyVoucher(_ request: IncomingRequest) throws -> Answer {
        let name = try caller(request)
        let body = try DemoFields(request)
        let account = try body.text("accountId", 36...36)
        let message = try body.optionalText("message", 0...140) ?? ""
        guard let amount = BankMoney(body.json["amount"]), Self.voucherAmounts.contains(amount) else {
            throw Problem(400, "amount is a number from 1 to 500 with at most two decimals.")
        }
        return try store.withState { state in
            let index = try state.index(ofAccount: account, of: name)
            guard state.vouchers.count < Self.mostVouchers else { throw Problem(403, "No more vouchers are sold.") }
            guard state.accounts[index].balance >= amount else { throw Problem(409, "The balance is too low.") }
            state.book(-amount, into: index, "Voucher")
            let voucher = BankVoucher(owner: name, amount: amount, message: message)
            state.vouchers.append(voucher)
            return Answer.json(voucher.json, status: 201).with("Location", "/vouchers/\(voucher.id)")
        }
    }
}
