//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// Whose a target is, and the credentials of its users.
struct TargetSecurityEndpoints {
    private struct Identities: Decodable {
        var identities: [IdentityInput]
    }

    var all: [Endpoint] { [setIdentities, verify] }

    private var setIdentities: Endpoint {
        Endpoint(
            method: .put,
            path: "\(API.base)/targets/{target}/credentials",
            id: "setCredentials",
            tag: "targets",
            summary: "Replace the credentials of the target's users. Nobody can read them back.",
            access: .permission(.writeCredentials),
            content: .json(
                .object([
                    .required(
                        "identities",
                        .array(
                            .object([
                                .required("name", .string(1...40)), .optional("role", .string(0...40)),
                                .required("kind", .cases(IdentityInput.Kind.self)),
                                .required("key", .string(0...256), "The user's, cookie's or header's name."),
                                .required("secret", .string(1...16_384), "The token, password or value."),
                            ]),
                            maximum: 20
                        )
                    )
                ]),
                example: [
                    "identities": [["name": "alice", "kind": "bearer", "key": "", "secret": "not a real token"]]
                ]
            ),
            successes: [.json(200, .component("Target"), "The target with the names.")],
            handle: { exchange in
                let target = try await exchange.platform.targets.setIdentities(
                    try exchange.json(Identities.self).identities,
                    of: try exchange.id("target"),
                    as: try exchange.principal()
                )
                return try .json(TargetView(target)).versioned(target.version)
            }
        )
    }

    private var verify: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/targets/{target}/verification",
            id: "verifyTarget",
            tag: "targets",
            summary: "Look whether the target shows its token: in a file, a header or a TXT record.",
            access: .permission(.writeTargets),
            successes: [.json(200, .component("Target"), "The target, verified.")],
            handle: { exchange in
                let id = try exchange.id("target")
                let target = try await exchange.platform.targets.verify(id, as: try exchange.principal())
                return try .json(TargetView(target)).versioned(target.version)
            }
        )
    }
}
