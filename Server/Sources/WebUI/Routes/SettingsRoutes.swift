//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import VentiServer
import VentiService

/// The own account.
struct SettingsPage: PageView {
    struct Row: Sendable {
        let id: String
        let client: String
        let kind: String
        let isThis: Bool
        let createdAt: String
        let createdText: String
        let usedAt: String
        let usedText: String

        init(_ session: Session, current: RecordID?) {
            id = session.id.rawValue
            client = session.client.isEmpty ? "A client without a name" : session.client
            kind = session.kind.rawValue
            isThis = session.id == current
            let (made, used) = (Moment(session.createdAt), Moment(session.usedAt))
            createdAt = made.machine
            createdText = made.text
            usedAt = used.machine
            usedText = used.text
        }
    }

    let template = "settings"
    let page: Chrome
    let tabs: [Tab]
    let usesInitialPassword: Bool
    let facts: [Fact]
    let permissions: [String]
    let sessions: [Row]
}

/// The own account: the password and the sessions.
enum SettingsRoutes {
    static func add(to pages: PageRouter) {
        pages.get("/settings") { visit in
            let me = try await visit.platform.identity.me(visit.principal)
            let sessions = try await visit.platform.identity.sessions(of: visit.principal)
            return try visit.html(
                SettingsPage(
                    page: try await visit.chrome("Settings", .settings),
                    tabs: tabs(visit, "/settings"),
                    usesInitialPassword: me?.usesInitialPassword ?? false,
                    facts: [
                        Fact("Name", me?.name ?? ""), Fact("Address", visit.principal.name),
                        Fact("Role", visit.principal.roles.map(\.words).joined(separator: ", ")),
                    ],
                    permissions: Permission.allCases.filter { visit.may($0) }.map(\.rawValue),
                    sessions: sessions.map { SettingsPage.Row($0, current: visit.principal.session) }
                )
            )
        }
        pages.post("/settings/password", back: { _ in "/settings" }) { visit, form in
            guard form.raw("new") == form.raw("again") else {
                throw ServiceError.invalid("/again", "The new password was entered in two ways.")
            }
            try await visit.platform.identity.changePassword(
                of: visit.principal,
                from: form.raw("old"),
                to: form.raw("new")
            )
            return visit.redirect("/settings", done: "password")
        }
        pages.post("/settings/sessions/{session}/end", back: { _ in "/settings" }) { visit, _ in
            let id = try visit.id("session")
            try await visit.platform.identity.endSession(id, as: visit.principal)
            return id == visit.principal.session
                ? visit.redirect("/sign-in") : visit.redirect("/settings", done: "session")
        }
    }

    /// The parts of the settings that somebody may see.
    static func tabs(_ visit: Visit, _ current: String) -> [Tab] {
        var tabs = [("/settings", "You")]
        if visit.may(.readMembers) { tabs.append(("/settings/members", "Members")) }
        if visit.may(.writeKeys) { tabs.append(("/settings/keys", "API keys")) }
        return tabs.map { Tab(href: $0.0, label: $0.1, isCurrent: $0.0 == current) }
    }
}
