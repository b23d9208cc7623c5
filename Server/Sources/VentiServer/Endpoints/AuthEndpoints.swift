//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// Signing in and out, and the own record.
struct AuthEndpoints {
    private struct SignIn: Decodable {
        var email: String
        var password: String
        var tenant: String?
    }

    private struct Refresh: Decodable {
        var refreshToken: String
    }

    private struct Password: Decodable {
        var password: String
        var newPassword: String
    }

    struct TokensView: Encodable {
        var accessToken: String
        var tokenType = "Bearer"
        var expiresIn: Int
        var refreshToken: String
        var member: MemberView

        init(_ tokens: IdentityService.Tokens) {
            accessToken = tokens.access
            expiresIn = tokens.expiresInSeconds
            refreshToken = tokens.refresh
            member = MemberView(tokens.member)
        }
    }

    private struct MeView: Encodable {
        var kind: Principal.Kind
        var id: RecordID
        var name: String
        var roles: [Role]
        var permissions: [Permission]
        var member: MemberView?
    }

    private struct Sessions: Encodable {
        var items: [SessionView]
    }

    var all: [Endpoint] { [signIn, refresh, signOut, me, changePassword, sessions, endSession] }

    private var signIn: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/auth/login",
            id: "signIn",
            tag: "auth",
            summary: "Sign in with an address and a password.",
            access: .anybody,
            rate: .login,
            content: .json(
                .object([
                    .required("email", .string(1...254)), .required("password", .string(1...256)),
                    .optional("tenant", .string(1...40), "The tenant's slug, where the address belongs to several."),
                ]),
                example: ["email": "ann@example.com", "password": "not the password"]
            ),
            successes: [.json(200, .component("Tokens"), "Who signed in, and the tokens.")],
            handle: { exchange in
                let input = try exchange.json(SignIn.self)
                let tokens = try await exchange.platform.identity.signIn(
                    IdentityService.SignIn(
                        email: input.email,
                        password: input.password,
                        tenant: input.tenant,
                        client: exchange.headers[.userAgent] ?? "",
                        address: exchange.address
                    )
                )
                return try .json(TokensView(tokens))
            }
        )
    }

    private var refresh: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/auth/refresh",
            id: "refreshTokens",
            tag: "auth",
            summary: "Exchange a refresh token for the next pair. Using one twice ends the session.",
            access: .anybody,
            rate: .login,
            content: .json(
                .object([.required("refresh_token", .string(1...200))]),
                example: ["refresh_token": "none"]
            ),
            successes: [.json(200, .component("Tokens"), "The next pair.")],
            handle: { exchange in
                let input = try exchange.json(Refresh.self)
                return try .json(TokensView(try await exchange.platform.identity.refresh(input.refreshToken)))
            }
        )
    }

    private var signOut: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/auth/logout",
            id: "signOut",
            tag: "auth",
            summary: "End the session that the access token belongs to.",
            access: .signedIn,
            successes: [.empty("The session is over.")],
            handle: { exchange in
                try await exchange.platform.identity.signOut(try exchange.principal())
                return .empty
            }
        )
    }

    private var me: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/me",
            id: "getMe",
            tag: "auth",
            summary: "Who the caller is and what it may do.",
            access: .signedIn,
            successes: [.json(200, .component("Me"), "The caller.")],
            handle: { exchange in
                let principal = try exchange.principal()
                return try .json(
                    MeView(
                        kind: principal.kind,
                        id: principal.id,
                        name: principal.name,
                        roles: principal.roles,
                        permissions: Permission.allCases.filter { principal.may($0) },
                        member: try await exchange.platform.identity.me(principal).map(MemberView.init)
                    )
                )
            }
        )
    }

    private var changePassword: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/me/password",
            id: "changePassword",
            tag: "auth",
            summary: "Change the own password. All other sessions end.",
            access: .signedIn,
            rate: .login,
            content: .json(
                .object([.required("password", .string(1...256)), .required("new_password", .string(1...256))]),
                example: ["password": "not the password", "new_password": "a much longer phrase"]
            ),
            successes: [.empty("It is changed.")],
            handle: { exchange in
                let input = try exchange.json(Password.self)
                try await exchange.platform.identity.changePassword(
                    of: try exchange.principal(),
                    from: input.password,
                    to: input.newPassword
                )
                return .empty
            }
        )
    }

    private var sessions: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/me/sessions",
            id: "listSessions",
            tag: "auth",
            summary: "The own sessions.",
            access: .signedIn,
            successes: [.json(200, .component("Sessions"), "The sessions, newest first.")],
            handle: { exchange in
                let principal = try exchange.principal()
                let sessions = try await exchange.platform.identity.sessions(of: principal)
                return try .json(Sessions(items: sessions.map { SessionView($0, current: principal.session) }))
            }
        )
    }

    private var endSession: Endpoint {
        Endpoint(
            method: .delete,
            path: "\(API.base)/me/sessions/{session}",
            id: "endSession",
            tag: "auth",
            summary: "End one of the own sessions.",
            access: .signedIn,
            successes: [.empty("It is over.")],
            handle: { exchange in
                let id = try exchange.id("session")
                try await exchange.platform.identity.endSession(id, as: try exchange.principal())
                return .empty
            }
        )
    }
}
