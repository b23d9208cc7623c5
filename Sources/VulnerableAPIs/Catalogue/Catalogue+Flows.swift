//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension Catalogue {
    /// Flaws of business flows, which the services have.
    static var flows: [CatalogueEntry] {
        [
            CatalogueEntry("flow.replay-once", "POST /wallet/redeem", of: .orders),
            CatalogueEntry("flow.replay-once", "POST /posts/{slug}/like", of: .socialFeed),
            CatalogueEntry("flow.negative-amount", "POST /orders", of: .orders),
            CatalogueEntry("flow.negative-amount", "POST /transfers", of: .bank),
            CatalogueEntry("flow.client-price", "POST /orders", of: .orders),
            CatalogueEntry("flow.race", "POST /top-ups/{topUpId}/confirm", of: .orders),
            CatalogueEntry("flow.race", "POST /vouchers/{voucherId}/redeem", of: .bank),
            club("flow.captcha-optional", "POST /members", .ignoresCaptcha),
        ]
    }

    /// Flaws of sessions, and what can be guessed.
    static var sessions: [CatalogueEntry] {
        let change = "PUT /members/{username}/password"
        return [
            CatalogueEntry("auth.logout-ineffective", "DELETE /sessions/current", of: .documents),
            CatalogueEntry("auth.otp-brute", "POST /cards/{cardId}/unlock", of: .bank),
            club("auth.password-change-weak", change, .othersPassword),
            club("auth.password-change-weak", change, .currentPasswordIgnored),
            club("auth.no-lockout", "POST /sessions", .neverLocks),
            club("auth.ratelimit-bypass", "POST /sessions", .trustsForwardedFor),
            club("auth.session-fixation", "POST /sessions", .keepsCookie),
            club("auth.predictable-token", "POST /sessions", .countsTokens),
            club("auth.default-credentials", "POST /sessions", .defaultPassword),
        ]
    }

    private static func club(_ check: String, _ operation: String, _ flaw: ClubFixture.Flaw) -> CatalogueEntry {
        CatalogueEntry(check, operation, profile: "active") { ClubFixture(flaw: flaw, variant: $0).api(check) }
    }
}
