//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// The members of the tenant.
struct MemberEndpoints {
    private struct New: Decodable {
        var email: String
        var name: String?
        var role: Role
    }

    private struct Change: Decodable {
        var role: Role?
        var isDisabled: Bool?
    }

    private struct InvitationView: Encodable {
        var member: MemberView
        var password: String
    }

    /// The roles that a member or key can have.
    static let roles = Schema.oneOf(Role.allCases.filter { $0 != .platformAdmin }.map(\.rawValue))

    var all: [Endpoint] { [list, invite, change] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/members",
            id: "listMembers",
            tag: "members",
            summary: "The members of the tenant.",
            access: .permission(.readMembers),
            query: Endpoint.Parameter.paging,
            successes: [.page(of: "Member", "The members, newest first.")],
            handle: { exchange in
                let identity = exchange.platform.identity
                return try .page(
                    try await identity.members(as: try exchange.principal(), page: try exchange.page()),
                    MemberView.init
                )
            }
        )
    }

    private var invite: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/members",
            id: "inviteMember",
            tag: "members",
            summary: "Make a member with a random password, which is shown once.",
            access: .permission(.writeMembers),
            content: .json(
                .object([
                    .required("email", .string(3...254)), .optional("name", .string(0...100)),
                    .required("role", Self.roles),
                ]),
                example: ["email": "new@example.com", "name": "New", "role": "viewer"]
            ),
            successes: [.json(201, .component("Invitation"), "The member, and the password to pass on.")],
            handle: { exchange in
                let input = try exchange.json(New.self)
                let made = try await exchange.platform.identity.invite(
                    email: input.email,
                    name: input.name ?? "",
                    role: input.role,
                    as: try exchange.principal()
                )
                return try .json(InvitationView(member: MemberView(made.member), password: made.password), .created)
            }
        )
    }

    private var change: Endpoint {
        Endpoint(
            method: .patch,
            path: "\(API.base)/members/{member}",
            id: "changeMember",
            tag: "members",
            summary: "Change a member's role, or let it sign in no more. Its sessions end.",
            access: .permission(.writeMembers),
            content: .json(
                .object([.optional("role", Self.roles), .optional("is_disabled", .boolean)]),
                example: ["role": "viewer"]
            ),
            successes: [.json(200, .component("Member"), "The member.")],
            hasPrecondition: true,
            handle: { exchange in
                let input = try exchange.json(Change.self)
                let member = try await exchange.platform.identity.changeMember(
                    try exchange.id("member"),
                    role: input.role,
                    isDisabled: input.isDisabled,
                    version: try exchange.version(),
                    as: try exchange.principal()
                )
                return try .json(MemberView(member)).versioned(member.version)
            }
        )
    }
}
