//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import VentiService

/// What surrounds every page: navigation, who has signed in, and what stands against scanning.
struct Chrome: Sendable {
    /// The parts of the site.
    enum Section: String {
        case overview, projects, scans, schedules, findings, audit, settings, stop, none
    }

    /// A way to a part of the site.
    struct Link: Sendable {
        let href: String
        let label: String
        let icon: String
        let isCurrent: Bool
    }

    /// An emergency stop that is engaged.
    struct Stop: Sendable {
        let reach: String
        let reason: String
    }

    /// Something to know on top of a page.
    struct Notice: Sendable {
        let kind: String
        let icon: String
        let text: String
    }

    let title: String
    let iconURL: String
    let styleURL: String
    let scriptURL: String
    let modules: [String]
    let nav: [Link]
    let email: String
    let role: String
    var token = ""
    var stops: [Stop] = []
    var notices: [Notice] = []

    init(title: String, section: Section, principal: Principal, assets: AssetLibrary) {
        self.title = title
        iconURL = assets.url("icon.svg")
        styleURL = assets.url("venti.css")
        scriptURL = assets.url("venti.js")
        modules = assets.modules
        email = principal.name
        role = principal.roles.map { $0.words }.joined(separator: ", ")
        let links: [(Permission?, String, String, Section)] = [
            (.readScans, "/", "Overview", .overview), (.readProjects, "/projects", "Projects", .projects),
            (.readScans, "/scans", "Scans", .scans), (.readScans, "/schedules", "Schedules", .schedules),
            (.readFindings, "/findings?state=active", "Findings", .findings),
            (.readAudit, "/audit", "Audit log", .audit), (nil, "/settings", "Settings", .settings),
            (.readStops, "/emergency-stop", "Emergency stop", .stop),
        ]
        nav = links.filter { $0.0.map(principal.may) ?? true }.map {
            Link(href: $0.1, label: $0.2, icon: $0.3.rawValue, isCurrent: $0.3 == section)
        }
    }
}

extension Chrome.Notice {
    private static let texts = [
        "project": "The project is made.", "saved": "Saved.", "deleted": "Deleted.", "target": "The target is made.",
        "verified": "The target shows its token: it is verified.", "identities": "The identities are stored.",
        "scan": "The scan has started.", "cancelled": "The scan is told to stop.",
        "judged": "Your judgement is stored.",
        "comment": "The comment is added.", "password": "The password is changed, and your other sessions are over.",
        "session": "The session is over.", "member": "The member is changed.", "revoked": "The key is revoked.",
        "schedule": "The schedule is made.", "paused": "The schedule is paused.",
        "resumed": "The schedule goes on.", "imported": "The report is taken in.",
        "imported-before": "This very file was taken in before: nothing has changed.",
        "shared": "The link is made.", "unshared": "The link is revoked.",
        "stopped": "The emergency stop is engaged.", "released": "The emergency stop is released.",
    ]

    /// What a redirect has to say; `nil` where it says nothing that is known here.
    init?(done: String) {
        guard let text = Self.texts[done] else { return nil }
        self.init(kind: done == "stopped" ? "warn" : "good", icon: done == "stopped" ? "warn" : "check", text: text)
    }
}

extension Role {
    /// The role as a person reads it.
    var words: String { rawValue.split(separator: "_").joined(separator: " ") }
}
