//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// Targets.
struct TargetEndpoints {
    private struct Input: Decodable {
        var projectId: RecordID?
        var name: String
        var url: String
        var excludedPaths: [String]?
        var maximumRequestsPerSecond: Double?

        var input: TargetService.Input {
            TargetService.Input(
                name: name,
                url: url,
                excludedPaths: excludedPaths ?? [],
                maximumRequestsPerSecond: maximumRequestsPerSecond ?? 20
            )
        }
    }

    private static let properties: [Schema.Property] = [
        .required("name", .string(1...100)),
        .required("url", .string(1...2_048), "The base URL. Never one that the server may not connect to."),
        .optional("excluded_paths", .array(.string(1...500), maximum: 100), "Globs that no scan may send to."),
        .optional("maximum_requests_per_second", .number(0.01...10_000)),
    ]

    var all: [Endpoint] { [list, create, find, change, delete] + TargetSecurityEndpoints().all }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/targets",
            id: "listTargets",
            tag: "targets",
            summary: "The targets.",
            access: .permission(.readTargets),
            query: Endpoint.Parameter.paging + [
                Endpoint.Parameter(name: "project_id", schema: .id, text: "Only those of a project.")
            ],
            successes: [.page(of: "Target", "The targets, newest first.")],
            handle: { exchange in
                let targets = try await exchange.platform.targets.list(
                    in: try exchange.queryID("project_id"),
                    as: try exchange.principal(),
                    page: try exchange.page()
                )
                return try .page(targets, TargetView.init)
            }
        )
    }

    private var create: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/targets",
            id: "createTarget",
            tag: "targets",
            summary: "Make a target.",
            access: .permission(.writeTargets),
            content: .json(
                .object([.required("project_id", .id)] + Self.properties),
                example: ["project_id": "{project}", "name": "Shop, staging", "url": "http://127.0.0.1:1"]
            ),
            successes: [.json(201, .component("Target"), "The target.")],
            isIdempotent: true,
            handle: { exchange in
                let input = try exchange.json(Input.self)
                guard let project = input.projectId else { throw ServiceError.notFound("project") }
                let made = try await exchange.platform.targets.create(
                    input.input,
                    in: project,
                    as: try exchange.principal(),
                    idempotency: try exchange.idempotency()
                )
                return try .json(TargetView(made.value), .created).versioned(made.value.version)
                    .located("\(API.base)/targets/\(made.value.id)").replayed(made.isReplayed)
            }
        )
    }

    private var find: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/targets/{target}",
            id: "getTarget",
            tag: "targets",
            summary: "One target.",
            access: .permission(.readTargets),
            successes: [.json(200, .component("Target"), "The target.")],
            handle: { exchange in
                let id = try exchange.id("target")
                let target = try await exchange.platform.targets.find(id, as: try exchange.principal())
                return try .json(TargetView(target)).versioned(target.version)
            }
        )
    }

    private var change: Endpoint {
        Endpoint(
            method: .put,
            path: "\(API.base)/targets/{target}",
            id: "changeTarget",
            tag: "targets",
            summary: "Change a target. Another URL loses the verification and the credentials.",
            access: .permission(.writeTargets),
            content: .json(
                .object(Self.properties),
                example: ["name": "Shop, test", "url": "http://127.0.0.1:1/api"]
            ),
            successes: [.json(200, .component("Target"), "The target.")],
            hasPrecondition: true,
            handle: { exchange in
                let target = try await exchange.platform.targets.change(
                    try exchange.id("target"),
                    to: try exchange.json(Input.self).input,
                    version: try exchange.version(),
                    as: try exchange.principal()
                )
                return try .json(TargetView(target)).versioned(target.version)
            }
        )
    }

    private var delete: Endpoint {
        Endpoint(
            method: .delete,
            path: "\(API.base)/targets/{target}",
            id: "deleteTarget",
            tag: "targets",
            summary: "Delete a target with its credentials. Its scans and findings stay.",
            access: .permission(.writeTargets),
            successes: [.empty("It is gone.")],
            hasPrecondition: true,
            handle: { exchange in
                try await exchange.platform.targets.delete(
                    try exchange.id("target"),
                    version: try exchange.version(),
                    as: try exchange.principal()
                )
                return .empty
            }
        )
    }
}
