//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

/// A bank of which customers see their accounts, move money, and lock and unlock their cards; a cookie is the session.
struct BankService: Sendable {
    let variant: Variant
    let store = BankStore()
    let sessions = SessionStore()
    let passwords = PasswordBook(BankService.accounts)
    let pinFailures = FailureLimit(allowed: 5)

    var isFlawed: Bool { variant == .flawed }

    /// Two customers, each with accounts and a card.
    static let accounts = [
        DemoAccount(name: "carla", username: "carla.lindqvist", password: "Harbour-Oat-662"),
        DemoAccount(name: "dario", username: "dario.marchetti", password: "Velvet-Anchor-35"),
    ]

    var api: VulnerableAPI {
        var router = Router()
        router.finish = { _, answer in Fixture.careful(answer) }
        // There is no HTTP authentication scheme to offer: who is not signed in has no cookie.
        router.refusal = { problem in
            var answer = problem.answer
            answer.headers[.wwwAuthenticate] = nil
            return answer
        }
        addSessionRoutes(to: &router)
        addAccountRoutes(to: &router)
        addTransferRoutes(to: &router)
        addCardRoutes(to: &router)
        addVoucherRoutes(to: &router)
        return VulnerableAPI(
            name: "bank-\(variant.rawValue)",
            document: Self.document,
            accounts: Self.accounts,
            login: DemoLogin(cookieName: "session", isForm: true),
            handler: router.handler
        )
    }
}

extension DemoService {
    /// The bank: a form for a login, a cookie for a session, money that moves.
    package static let bank = DemoService("bank", groundTruth: BankService.groundTruth) { BankService(variant: $0).api }
}
