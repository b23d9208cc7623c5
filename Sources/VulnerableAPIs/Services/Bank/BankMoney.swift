//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

/// An amount of money, in hundredths.
struct BankMoney: Sendable, Hashable, Comparable {
    var cents: Int

    init(cents: Int) { self.cents = cents }

    /// A number with at most two decimals; `nil` for everything else, and for what no bank holds.
    init?(_ json: JSON?) {
        switch json {
        case .integer(let value) where (-1_000_000_000...1_000_000_000).contains(value):
            cents = value * 100
        case .number(let value) where value.magnitude <= 1_000_000_000:
            let hundredths = (value * 100).rounded()
            guard (hundredths - value * 100).magnitude < 0.000_1 else { return nil }
            cents = Int(hundredths)
        default: return nil
        }
    }

    var json: JSON { .number(Double(cents) / 100) }

    static func < (left: BankMoney, right: BankMoney) -> Bool { left.cents < right.cents }
    static func + (left: BankMoney, right: BankMoney) -> BankMoney { BankMoney(cents: left.cents + right.cents) }
    static func - (left: BankMoney, right: BankMoney) -> BankMoney { BankMoney(cents: left.cents - right.cents) }
    static prefix func - (money: BankMoney) -> BankMoney { BankMoney(cents: -money.cents) }
}
