//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// API keys.
struct KeyEndpoints {
    private struct New: Decodable {
        var name: String
        var role: Role
        var expiresInDays: Int?
    }

    var all: [Endpoint] { [list, create, revoke] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/api-keys",
            id: "listAPIKeys",
            tag: "keys",
            summary: "The keys that are not revoked.",
            access: .permission(.writeKeys),
            query: Endpoint.Parameter.paging,
            successes: [.page(of: "APIKey", "The keys, newest first.")],
            handle: { exchange in
                let identity = exchange.platform.identity
                return try .page(
                    try await identity.keys(as: try exchange.principal(), page: try exchange.page())
                ) { APIKeyView($0) }
            }
        )
    }

    private var create: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/api-keys",
            id: "createAPIKey",
            tag: "keys",
            summary: "Make a key, which is shown once.",
            access: .permission(.writeKeys),
            content: .json(
                .object([
                    .required("name", .string(1...100)), .required("role", MemberEndpoints.roles),
                    .optional("expires_in_days", .integer(1...730)),
                ]),
                example: ["name": "pipeline", "role": "ci", "expires_in_days": 90]
            ),
            successes: [.json(201, .component("APIKey"), "The key with its text.")],
            handle: { exchange in
                let input = try exchange.json(New.self)
                let made = try await exchange.platform.identity.makeKey(
                    name: input.name,
                    role: input.role,
                    days: input.expiresInDays,
                    as: try exchange.principal()
                )
                return try .json(APIKeyView(made.key, text: made.text), .created)
            }
        )
    }

    private var revoke: Endpoint {
        Endpoint(
            method: .delete,
            path: "\(API.base)/api-keys/{key}",
            id: "revokeAPIKey",
            tag: "keys",
            summary: "Revoke a key.",
            access: .permission(.writeKeys),
            successes: [.empty("It is no longer good.")],
            handle: { exchange in
                try await exchange.platform.identity.revokeKey(try exchange.id("key"), as: try exchange.principal())
                return .empty
            }
        )
    }
}
