//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird
import VentiServer
import VentiService

/// The members of the tenant and what the roles may do.
struct MembersPage: PageView {
    /// The roles that a member may be given.
    struct Roles: Sendable {
        let isOpen: Bool
        let current: String
        let options: [Choice]
    }

    struct Row: Sendable {
        let id: String
        let email: String
        let name: String
        let isDisabled: Bool
        let signedIn: String
        let mayChange: Bool
        let action: String
        let version: Int
        let roles: Roles
    }

    struct Policy: Sendable {
        let role: String
        let may: String
    }

    let template = "members"
    let page: Chrome
    let tabs: [Tab]
    let secret: String?
    let secretTitle: String
    let mayWrite: Bool
    let grantable: [Choice]
    let members: [Row]
    let policy: [Policy]
    let pager: Pager?
}

/// Members and roles.
enum MemberRoutes {
    private static let path = "/settings/members"

    static func add(to pages: PageRouter) {
        pages.get(path) { visit in try visit.html(try await page(visit, nil)) }
        pages.post(path, back: { _ in path }) { visit, form in
            guard let role = Role(rawValue: form["role"]) else { throw ServiceError.invalid("/role", "Choose a role.") }
            let invitation = try await visit.platform.identity.invite(
                email: form["email"],
                name: form["name"],
                role: role,
                as: visit.principal
            )
            return try visit.html(try await page(visit, invitation))
        }
        pages.post("\(path)/{member}/role", back: { _ in path }) { visit, form in
            guard let role = Role(rawValue: form["role"]) else { throw ServiceError.invalid("/role", "Choose a role.") }
            return try await change(visit, role: role, version: Int(form["version"]))
        }
        pages.post("\(path)/{member}/disable", back: { _ in path }) { visit, _ in
            try await change(visit, isDisabled: true)
        }
        pages.post("\(path)/{member}/enable", back: { _ in path }) { visit, _ in
            try await change(visit, isDisabled: false)
        }
    }

    /// The roles that somebody may give.
    static func grantable(_ visit: Visit) -> [Role] {
        Role.allCases.filter { role in
            visit.principal.roles.contains { PolicyTable.grantable(by: $0).contains(role) }
        }
    }

    private static func change(
        _ visit: Visit,
        role: Role? = nil,
        isDisabled: Bool? = nil,
        version: Int? = nil
    ) async throws -> Response {
        _ = try await visit.platform.identity.changeMember(
            try visit.id("member"),
            role: role,
            isDisabled: isDisabled,
            version: version,
            as: visit.principal
        )
        return visit.redirect(path, done: "member")
    }

    private static func page(_ visit: Visit, _ invitation: IdentityService.Invitation?) async throws -> MembersPage {
        let list = try await visit.platform.identity.members(as: visit.principal, page: visit.pageRequest())
        let mayWrite = visit.may(.writeMembers)
        let grantable = mayWrite ? grantable(visit) : []
        let rows = list.items.map { member in
            let mayChange = mayWrite && member.id != visit.principal.id && grantable.contains(member.role)
            return MembersPage.Row(
                id: member.id.rawValue,
                email: member.email,
                name: member.name,
                isDisabled: member.disabledAt != nil,
                signedIn: member.signedInAt.map { Moment($0).text } ?? "never",
                mayChange: mayChange,
                action: "\(path)/\(member.id)",
                version: member.version,
                roles: MembersPage.Roles(
                    isOpen: mayChange,
                    current: member.role.words,
                    options: grantable.map { Choice(value: $0.rawValue, label: $0.words, isChosen: $0 == member.role) }
                )
            )
        }
        return MembersPage(
            page: try await visit.chrome("Members", .settings),
            tabs: SettingsRoutes.tabs(visit, path),
            secret: invitation.map { "\($0.member.email)\n\($0.password)" },
            secretTitle: invitation.map { "\($0.member.email) is invited" } ?? "",
            mayWrite: mayWrite,
            grantable: grantable.map { Choice(value: $0.rawValue, label: $0.words) },
            members: rows,
            policy: Role.allCases.map { role in
                let may = Permission.allCases.filter { PolicyTable.permissions(of: role).contains($0) }
                return MembersPage.Policy(role: role.words, may: may.map(\.rawValue).joined(separator: ", "))
            },
            pager: Pager(list, path: path, cursor: visit.query["cursor"])
        )
    }
}
