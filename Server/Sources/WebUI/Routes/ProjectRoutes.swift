//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Hummingbird
import VentiServer
import VentiService

/// The projects.
struct ProjectsPage: PageView {
    struct Row: Sendable {
        let href: String
        let name: String
        let summary: String
        let targets: Int
        let createdAt: String
        let createdText: String
    }

    let template = "projects"
    let page: Chrome
    let hasItems: Bool
    let mayWrite: Bool
    let projects: [Row]
    let pager: Pager?
}

/// One project with its targets.
struct ProjectPage: PageView {
    struct Row: Sendable {
        let href: String
        let targetName: String
        let url: String
        let verified: String
        let verifiedKind: String
        let identities: String
        let rate: String
    }

    let template = "project"
    let page: Chrome
    let name: String
    let summary: String
    let action: String
    let version: Int
    let hasItems: Bool
    let mayWrite: Bool
    let mayWriteTargets: Bool
    let maximumRate: Int
    let targets: [Row]
    let pager: Pager?
}

/// Projects, and the targets in them.
enum ProjectRoutes {
    static func add(to pages: PageRouter) {
        pages.get("/projects") { visit in
            let list = try await visit.platform.projects.list(as: visit.principal, page: visit.pageRequest())
            var rows: [ProjectsPage.Row] = []
            for project in list.items {
                let page = PageRequest(limit: 1)
                let targets = try await visit.platform.targets.list(in: project.id, as: visit.principal, page: page)
                let made = Moment(project.createdAt)
                rows.append(
                    ProjectsPage.Row(
                        href: "/projects/\(project.id)",
                        name: project.name,
                        summary: project.summary,
                        targets: targets.total,
                        createdAt: made.machine,
                        createdText: made.text
                    )
                )
            }
            return try visit.html(
                ProjectsPage(
                    page: try await visit.chrome("Projects", .projects),
                    hasItems: !rows.isEmpty,
                    mayWrite: visit.may(.writeProjects),
                    projects: rows,
                    pager: Pager(list, path: "/projects", cursor: visit.query["cursor"])
                )
            )
        }
        pages.post("/projects", back: { _ in "/projects" }) { visit, form in
            let made = try await visit.platform.projects.create(
                name: form["name"],
                summary: form["summary"],
                as: visit.principal
            )
            return visit.redirect("/projects/\(made.value.id)", done: "project")
        }
        pages.get("/projects/{project}") { visit in try await project(visit) }
        pages.post("/projects/{project}", back: Self.back) { visit, form in
            _ = try await visit.platform.projects.change(
                try visit.id("project"),
                name: form["name"],
                summary: form["summary"],
                version: Int(form["version"]),
                as: visit.principal
            )
            return visit.redirect(back(visit), done: "saved")
        }
        pages.post("/projects/{project}/delete", back: Self.back) { visit, _ in
            try await visit.platform.projects.delete(try visit.id("project"), as: visit.principal)
            return visit.redirect("/projects", done: "deleted")
        }
        pages.post("/projects/{project}/targets", back: Self.back) { visit, form in
            let made = try await visit.platform.targets.create(
                TargetRoutes.input(form),
                in: try visit.id("project"),
                as: visit.principal
            )
            return visit.redirect("/targets/\(made.value.id)", done: "target")
        }
    }

    @Sendable private static func back(_ visit: Visit) -> String { "/projects/\(visit.path["project"] ?? "")" }

    private static func project(_ visit: Visit) async throws -> Response {
        let project = try await visit.platform.projects.find(try visit.id("project"), as: visit.principal)
        let list = try await visit.platform.targets.list(in: project.id, as: visit.principal, page: visit.pageRequest())
        let rows = list.items.map { target in
            let verified = Verification(target)
            return ProjectPage.Row(
                href: "/targets/\(target.id)",
                targetName: target.name,
                url: target.url,
                verified: verified.words,
                verifiedKind: verified.kind,
                identities: target.identities.isEmpty ? "none" : target.identities.joined(separator: ", "),
                rate: "\(Int(target.maximumRequestsPerSecond)) a second"
            )
        }
        return try visit.html(
            ProjectPage(
                page: try await visit.chrome(project.name, .projects),
                name: project.name,
                summary: project.summary,
                action: "/projects/\(project.id)",
                version: project.version,
                hasItems: !rows.isEmpty,
                mayWrite: visit.may(.writeProjects),
                mayWriteTargets: visit.may(.writeTargets),
                maximumRate: Int(visit.platform.settings.maximumBudget.requestsPerSecond),
                targets: rows,
                pager: Pager(list, path: "/projects/\(project.id)", cursor: visit.query["cursor"])
            )
        )
    }
}
