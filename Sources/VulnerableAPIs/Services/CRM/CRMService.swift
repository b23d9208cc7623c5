//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

/// A customer-relations service of several companies, in which agents keep contacts and deals and administrators the
/// team.
struct CRMService: Sendable {
    let variant: Variant
    let store = CRMStore()
    let passwords = PasswordBook(CRMService.accounts)
    /// Exports cost something, so a company gets only so many of them a minute.
    let exports = FailureLimit(allowed: 30)
    let tokens = DemoTokens(issuer: "https://api.harborline.example", audience: "harborline-crm")

    var isFlawed: Bool { variant == .flawed }

    /// An administrator and an agent of one company, and an agent of another.
    static let accounts = [
        DemoAccount(name: "admin", username: "mara@kestrel.example", password: "Quarry-Lamp-207", role: "admin"),
        DemoAccount(name: "alice", username: "alice@kestrel.example", password: "Saffron-Gate-58", role: "agent"),
        DemoAccount(name: "bob", username: "bob@brightwater.example", password: "Juniper-Mast-913", role: "agent"),
    ]

    var api: VulnerableAPI {
        var router = Router()
        router.finish = { _, answer in Fixture.careful(answer) }
        addIdentityRoutes(to: &router)
        addContactRoutes(to: &router)
        addDealRoutes(to: &router)
        addMemberRoutes(to: &router)
        addOfficeRoutes(to: &router)
        return VulnerableAPI(
            name: "crm-\(variant.rawValue)",
            document: Self.document,
            accounts: Self.accounts,
            login: DemoLogin(path: "/v2/session", usernameField: "email", tokenPointer: "/accessToken"),
            handler: router.handler
        )
    }
}

extension DemoService {
    /// The customer-relations service: tenants, roles, slugs and cursors.
    package static let crm = DemoService(
        "crm",
        groundTruth: CRMService.groundTruth
    ) { CRMService(variant: $0).api }
}
