//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird
import VentiServer
import VentiService

/// The tenant's API keys.
struct KeysPage: PageView {
    struct Row: Sendable {
        let id: String
        let name: String
        let publicPart: String
        let role: String
        let ends: String
        let used: String
    }

    let template = "keys"
    let page: Chrome
    let tabs: [Tab]
    let secret: String?
    let secretTitle: String
    let hasItems: Bool
    let keys: [Row]
    let grantable: [Choice]
    let pager: Pager?
}

/// API keys: made, shown once, revoked.
enum KeyRoutes {
    private static let path = "/settings/keys"

    static func add(to pages: PageRouter) {
        pages.get(path) { visit in try visit.html(try await page(visit, nil)) }
        pages.post(path, back: { _ in path }) { visit, form in
            guard let role = Role(rawValue: form["role"]) else { throw ServiceError.invalid("/role", "Choose a role.") }
            let made = try await visit.platform.identity.makeKey(
                name: form["name"],
                role: role,
                days: try form.number("days"),
                as: visit.principal
            )
            return try visit.html(try await page(visit, made))
        }
        pages.post("\(path)/{key}/revoke", back: { _ in path }) { visit, _ in
            try await visit.platform.identity.revokeKey(try visit.id("key"), as: visit.principal)
            return visit.redirect(path, done: "revoked")
        }
    }

    private static func page(_ visit: Visit, _ made: IdentityService.NewKey?) async throws -> KeysPage {
        let list = try await visit.platform.identity.keys(as: visit.principal, page: visit.pageRequest())
        return KeysPage(
            page: try await visit.chrome("API keys", .settings),
            tabs: SettingsRoutes.tabs(visit, path),
            secret: made?.text,
            secretTitle: made.map { "The key “\($0.key.name)” is made" } ?? "",
            hasItems: !list.items.isEmpty,
            keys: list.items.map { key in
                KeysPage.Row(
                    id: key.id.rawValue,
                    name: key.name,
                    publicPart: key.publicPart,
                    role: key.role.words,
                    ends: key.expiresAt.map { Moment.day($0) } ?? "never",
                    used: key.usedAt.map { Moment($0).text } ?? "never"
                )
            },
            grantable: MemberRoutes.grantable(visit).map {
                Choice(value: $0.rawValue, label: $0.words, isChosen: $0 == .ci)
            },
            pager: Pager(list, path: path, cursor: visit.query["cursor"])
        )
    }
}
