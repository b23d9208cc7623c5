//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension BankState {
    /// What each customer has before anybody asks; the codes of the cards are known to their owners only.
    mutating func seed() {
        let rows = [
            ("carla.lindqvist", 1_284_550, "Household", "4417", "8362"),
            ("dario.marchetti", 963_020, "Workshop", "0923", "5914"),
        ]
        for (owner, cents, nickname, lastFour, pin) in rows {
            accounts.append(BankAccount(owner: owner, kind: "checking", nickname: nickname))
            book(BankMoney(cents: cents), into: accounts.count - 1, "Salary")
            accounts.append(BankAccount(owner: owner, kind: "savings", nickname: "Rainy days"))
            book(BankMoney(cents: cents / 2), into: accounts.count - 1, "Opening deposit")
            cards.append(BankCard(owner: owner, lastFour: lastFour, pin: pin))
        }
    }

    static let names = ["carla.lindqvist": "Carla Lindqvist", "dario.marchetti": "Dario Marchetti"]
}
