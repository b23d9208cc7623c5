//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiKit
import VentiService

/// The named schemas of the API's document.
public enum Components {
    /// All of them by name.
    public static let schemas: [String: Schema] = identity.merging(targets) { _, last in last }
        .merging(scans) { _, last in last }.merging(plans) { _, last in last }.merging(control) { _, last in last }
        .merging(compatibility) { _, last in last }

    private static let count = Schema.integer(0...1_000_000_000)

    private static let identity: [String: Schema] = [
        "Total": .object([.required("count", count), .required("type", .oneOf(["exact", "at_least"]))]),
        "Problem": .object([
            .required("type", .string(), "A path of this server that says what the kind of problem means."),
            .required("title", .string()), .required("status", .integer(400...599)), .required("detail", .string()),
            .required("instance", .string()), .required("request_id", .string()),
            .required(
                "errors",
                .array(
                    .object([
                        .required("pointer", .string()), .required("code", .string()), .required("message", .string()),
                    ])
                )
            ),
        ]),
        "Tokens": .object([
            .required("access_token", .string(), "For the Authorization header."),
            .required("token_type", .oneOf(["Bearer"])),
            .required("expires_in", count),
            .required("refresh_token", .string(), "Gets the next pair, once."),
            .required("member", .component("Member")),
        ]),
        "Member": .object([
            .required("id", .id), .required("email", .string()), .required("name", .string()),
            .required("role", .cases(Role.self)), .required("is_platform_admin", .boolean),
            .required("uses_initial_password", .boolean), .required("is_disabled", .boolean),
            .required("created_at", .time), .optional("signed_in_at", .time),
        ]),
        "Invitation": .object([
            .required("member", .component("Member")),
            .required("password", .string(), "The first password. It is shown once."),
        ]),
        "Me": .object([
            .required("kind", .oneOf(["user", "api_key", "platform"])), .required("id", .id),
            .required("name", .string()), .required("roles", .array(.cases(Role.self))),
            .required("permissions", .array(.cases(Permission.self))), .optional("member", .component("Member")),
        ]),
        "Session": .object([
            .required("id", .id), .required("kind", .oneOf(["token", "browser"])), .required("client", .string()),
            .required("is_current", .boolean), .required("created_at", .time), .required("used_at", .time),
            .required("expires_at", .time),
        ]),
        "Sessions": .object([.required("items", .array(.component("Session")))]),
        "APIKey": .object([
            .required("id", .id), .required("name", .string()), .required("prefix", .string()),
            .required("role", .cases(Role.self)), .required("created_at", .time), .optional("expires_at", .time),
            .optional("used_at", .time),
            .optional("key", .string(), "What programs send as a bearer token. It is shown once."),
        ]),
    ]

    private static let targets: [String: Schema] = [
        "Project": .object([
            .required("id", .id), .required("name", .string()), .required("summary", .string()),
            .required("created_at", .time),
        ]),
        "Target": .object([
            .required("id", .id), .required("project_id", .id), .required("name", .string()),
            .required("url", .string()),
            .required("excluded_paths", .array(.string())),
            .required("maximum_requests_per_second", .number(0...100_000)),
            .required("identities", .array(.string()), "The names of the users whose credentials are stored."),
            .required("verification_token", .string()), .optional("verified_at", .time), .required("created_at", .time),
        ]),
        "Document": .object([
            .required("id", .id), .required("sha256", .string(64...64)), .required("name", .string()),
            .required("size", count), .required("title", .string()), .required("api_version", .string()),
            .required("openapi_version", .string()), .required("operations", count), .required("created_at", .time),
        ]),
        "Operations": .object([
            .required(
                "items",
                .array(
                    .object([
                        .required("method", .string()), .required("path", .string()),
                        .optional("operation_id", .string()),
                    ])
                )
            )
        ]),
        "Counts": .object(
            ["critical", "high", "medium", "low", "info"].map { .required($0, count) }
        ),
    ]
}
