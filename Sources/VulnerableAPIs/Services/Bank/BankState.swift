//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

struct BankAccount: Sendable {
    var id = BankState.newID()
    var owner: String
    var kind: String
    var nickname: String
    var balance = BankMoney(cents: 0)
    /// What went in and out, oldest first.
    var entries: [JSON] = []

    var json: JSON {
        [
            "id": .string(id), "kind": .string(kind), "nickname": .string(nickname), "balance": balance.json,
            "currency": "EUR",
        ]
    }
}

struct BankTransfer: Sendable {
    var id = BankState.newID()
    /// Who ordered it.
    var owner: String
    var source: String
    var destination: String
    var amount: BankMoney
    var reference: String
    var createdAt = BankState.now

    var json: JSON {
        [
            "id": .string(id), "fromAccountId": .string(source), "toAccountId": .string(destination),
            "amount": amount.json, "reference": .string(reference), "createdAt": .string(createdAt),
        ]
    }
}

struct BankCard: Sendable {
    var id = BankState.newID()
    var owner: String
    var lastFour: String
    var pin: String
    var isLocked = true

    var json: JSON {
        ["id": .string(id), "lastFour": .string(lastFour), "state": isLocked ? "locked" : "active"]
    }
}

struct BankVoucher: Sendable {
    var id = BankState.newID()
    var owner: String
    var amount: BankMoney
    var message: String
    var isRedeemed = false

    var json: JSON {
        [
            "id": .string(id), "amount": amount.json, "message": .string(message), "redeemed": .bool(isRedeemed),
        ]
    }
}

/// What the bank holds.
struct BankState: Sendable {
    var accounts: [BankAccount] = []
    var transfers: [BankTransfer] = []
    var cards: [BankCard] = []
    var vouchers: [BankVoucher] = []
    /// The customers who had their welcome bonus.
    var welcomed: Set<String> = []

    static func newID() -> String { UUID().uuidString.lowercased() }
    static var now: String { Date().formatted(Date.ISO8601FormatStyle()) }

    /// The index of an account of a customer.
    ///
    /// - Throws: ``Problem`` with status 404 where it is not there or somebody else's.
    func index(ofAccount id: String, of owner: String) throws -> Int {
        let index = accounts.firstIndex { $0.id == id && $0.owner == owner }
        guard let index else { throw Problem.notFound }
        return index
    }

    /// Puts money into an account, or takes it out.
    mutating func book(_ amount: BankMoney, into index: Int, _ reference: String, with counterpart: String? = nil) {
        accounts[index].balance = accounts[index].balance + amount
        let entry: JSON = [
            "id": .string(Self.newID()), "amount": amount.json, "reference": .string(reference),
            "counterpartId": counterpart.map { .string($0) } ?? .null, "bookedAt": .string(Self.now),
        ]
        accounts[index].entries.append(entry)
    }
}

/// The state of a running bank.
final class BankStore: Sendable {
    private let state: Mutex<BankState>

    init() {
        var state = BankState()
        state.seed()
        self.state = Mutex(state)
    }

    /// Reads or changes the state in one step, which no other request sees the middle of.
    func withState<Result: Sendable>(_ body: (inout BankState) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0) }
    }
}
