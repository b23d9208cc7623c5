//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation

/// Projects.
public struct ProjectService: Sendable {
    let core: PlatformCore

    /// The projects, newest first.
    public func list(as principal: Principal, page: PageRequest = PageRequest()) async throws -> Page<Project> {
        try principal.require(.readProjects)
        return try await core.page(page, of: RecordQuery(), in: principal.scope)
    }

    /// One project.
    public func find(_ id: RecordID, as principal: Principal) async throws -> Project {
        try principal.require(.readProjects)
        return try await core.find(Project.self, id, in: principal.scope, noun: "project")
    }

    /// The newest project of a name; `nil` where the tenant has none.
    public func find(name: String, as principal: Principal) async throws -> Project? {
        try principal.require(.readProjects)
        let query = RecordQuery<Project>([.text("name", name)], limit: 1)
        return try await core.store.read(principal.scope) { try $0.list(query).first }
    }

    /// Makes a project.
    public func create(
        name: String,
        summary: String = "",
        as principal: Principal,
        idempotency: Idempotency? = nil
    ) async throws -> Made<Project> {
        try principal.require(.writeProjects)
        try Self.check(name, summary)
        let now = core.now()
        let note = core.note(principal, "project.create", name)
        return try await core.store.write(principal.scope) { writer in
            try writer.once(idempotency, "project.create", by: principal, at: now) {
                let project = Project(
                    id: .make(at: now),
                    tenant: principal.scope.tenant,
                    name: name,
                    summary: summary,
                    createdAt: now
                )
                try writer.insert(project)
                try writer.audit(note, project.id.rawValue)
                return project
            }
        }
    }

    /// Changes a project.
    /// - Parameters:
    ///   - id: The project.
    ///   - name: The new name; `nil` for the old one.
    ///   - summary: The new summary; `nil` for the old one.
    ///   - version: The version that the change was made from; `nil` for whichever it is.
    ///   - principal: Who changes it.
    public func change(
        _ id: RecordID,
        name: String?,
        summary: String?,
        version: Int? = nil,
        as principal: Principal
    ) async throws -> Project {
        try principal.require(.writeProjects)
        try Self.check(name ?? "-", summary ?? "")
        let note = core.note(principal, "project.change")
        return try await core.store.write(principal.scope) { writer in
            guard var project = try writer.find(Project.self, id) else { throw ServiceError.notFound("project") }
            try project.require(version)
            project.name = name ?? project.name
            project.summary = summary ?? project.summary
            try writer.update(project)
            try writer.audit(note, id.rawValue)
            project.version += 1
            return project
        }
    }

    /// Deletes a project that has no targets any more.
    public func delete(_ id: RecordID, version: Int? = nil, as principal: Principal) async throws {
        try principal.require(.writeProjects)
        let note = core.note(principal, "project.delete")
        try await core.store.write(principal.scope) { writer in
            guard let project = try writer.find(Project.self, id) else { throw ServiceError.notFound("project") }
            try project.require(version)
            guard try writer.count(RecordQuery<Target>([.id("project", id)])) == 0 else {
                throw ServiceError(.conflict, "The project still has targets.")
            }
            try writer.delete(RecordQuery<Project>([.id("id", id)]))
            try writer.audit(note, id.rawValue)
        }
    }

    private static func check(_ name: String, _ summary: String) throws {
        guard (1...100).contains(name.count), !name.contains(where: \.isNewline) else {
            throw ServiceError.invalid("/name", "A name has from 1 to 100 characters.", code: "length")
        }
        guard summary.count <= 2_000 else {
            throw ServiceError.invalid("/summary", "A summary has at most 2,000 characters.", code: "length")
        }
    }
}
