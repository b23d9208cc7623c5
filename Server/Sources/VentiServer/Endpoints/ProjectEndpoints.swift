//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// Projects.
struct ProjectEndpoints {
    private struct New: Decodable {
        var name: String
        var summary: String?
    }

    private struct Change: Decodable {
        var name: String?
        var summary: String?
    }

    var all: [Endpoint] { [list, create, find, change, delete] }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/projects",
            id: "listProjects",
            tag: "projects",
            summary: "The projects.",
            access: .permission(.readProjects),
            query: Endpoint.Parameter.paging,
            successes: [.page(of: "Project", "The projects, newest first.")],
            handle: { exchange in
                let projects = exchange.platform.projects
                return try .page(
                    try await projects.list(as: try exchange.principal(), page: try exchange.page()),
                    ProjectView.init
                )
            }
        )
    }

    private var create: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/projects",
            id: "createProject",
            tag: "projects",
            summary: "Make a project.",
            access: .permission(.writeProjects),
            content: .json(
                .object([.required("name", .string(1...100)), .optional("summary", .string(0...2_000))]),
                example: ["name": "Shop", "summary": "All that sells"]
            ),
            successes: [.json(201, .component("Project"), "The project.")],
            isIdempotent: true,
            handle: { exchange in
                let input = try exchange.json(New.self)
                let made = try await exchange.platform.projects.create(
                    name: input.name,
                    summary: input.summary ?? "",
                    as: try exchange.principal(),
                    idempotency: try exchange.idempotency()
                )
                return try .json(ProjectView(made.value), .created).versioned(made.value.version)
                    .located("\(API.base)/projects/\(made.value.id)").replayed(made.isReplayed)
            }
        )
    }

    private var find: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/projects/{project}",
            id: "getProject",
            tag: "projects",
            summary: "One project.",
            access: .permission(.readProjects),
            successes: [.json(200, .component("Project"), "The project.")],
            handle: { exchange in
                let id = try exchange.id("project")
                let project = try await exchange.platform.projects.find(id, as: try exchange.principal())
                return try .json(ProjectView(project)).versioned(project.version)
            }
        )
    }

    private var change: Endpoint {
        Endpoint(
            method: .patch,
            path: "\(API.base)/projects/{project}",
            id: "changeProject",
            tag: "projects",
            summary: "Change a project's name or summary.",
            access: .permission(.writeProjects),
            content: .json(
                .object([.optional("name", .string(1...100)), .optional("summary", .string(0...2_000))]),
                example: ["summary": "All that sells, and the stock"]
            ),
            successes: [.json(200, .component("Project"), "The project.")],
            hasPrecondition: true,
            handle: { exchange in
                let input = try exchange.json(Change.self)
                let project = try await exchange.platform.projects.change(
                    try exchange.id("project"),
                    name: input.name,
                    summary: input.summary,
                    version: try exchange.version(),
                    as: try exchange.principal()
                )
                return try .json(ProjectView(project)).versioned(project.version)
            }
        )
    }

    private var delete: Endpoint {
        Endpoint(
            method: .delete,
            path: "\(API.base)/projects/{project}",
            id: "deleteProject",
            tag: "projects",
            summary: "Delete a project that has no targets.",
            access: .permission(.writeProjects),
            successes: [.empty("It is gone.")],
            hasPrecondition: true,
            handle: { exchange in
                try await exchange.platform.projects.delete(
                    try exchange.id("project"),
                    version: try exchange.version(),
                    as: try exchange.principal()
                )
                return .empty
            }
        )
    }
}
