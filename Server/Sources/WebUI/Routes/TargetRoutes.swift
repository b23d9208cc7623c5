//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Foundation
import Hummingbird
import VentiKit
import VentiServer
import VentiService

/// What is known of whose a target is.
struct Verification: Sendable {
    let words: String
    let kind: String

    init(_ target: Target) {
        words = target.verifiedAt.map { "verified \(Moment.day($0))" } ?? "not verified"
        kind = target.verifiedAt == nil ? "warn" : "good"
    }
}

/// One target.
struct TargetPage: PageView {
    /// A row of a form for one identity.
    struct Slot: Sendable {
        let number: Int
        let example: String
        let kinds: [Choice]
    }

    let template = "target"
    let page: Chrome
    let projectHref: String
    let projectName: String
    let id: String
    let name: String
    let url: String
    let mayScan: Bool
    let verified: String
    let verifiedKind: String
    let wellKnown: String
    let header: String
    let proof: String
    let mayWrite: Bool
    let mayWriteCredentials: Bool
    let mayStop: Bool
    let action: String
    let hasIdentities: Bool
    let identities: [String]
    let slots: [Slot]
    let hasScans: Bool
    let scans: [ScanRow]
    let counts: SeverityCounts
    let version: Int
    let maximumRate: Int
    let rate: Int
    let excluded: String
    /// What takes in a report of another tool; `nil` to who may not.
    let importing: Importing?

    /// What can be said of a report of another tool.
    struct Importing: Sendable {
        let formats: [Choice]
        let documents: [Choice]
        let maximumMegabytes: Int
    }
}

/// Targets, whose they are, and who scans them.
enum TargetRoutes {
    static func add(to pages: PageRouter) {
        pages.get("/targets/{target}") { visit in try visit.html(try await page(visit)) }
        pages.post("/targets/{target}", back: Self.back) { visit, form in
            _ = try await visit.platform.targets.change(
                try visit.id("target"),
                to: try input(form),
                version: Int(form["version"]),
                as: visit.principal
            )
            return visit.redirect(back(visit), done: "saved")
        }
        pages.post("/targets/{target}/verify", back: Self.back) { visit, _ in
            _ = try await visit.platform.targets.verify(try visit.id("target"), as: visit.principal)
            return visit.redirect(back(visit), done: "verified")
        }
        pages.post("/targets/{target}/identities", back: Self.back) { visit, form in
            let identities = try (1...slotCount).compactMap { try identity($0, form) }
            _ = try await visit.platform.targets.setIdentities(
                identities,
                of: try visit.id("target"),
                as: visit.principal
            )
            return visit.redirect(back(visit), done: "identities")
        }
        pages.post("/targets/{target}/delete", back: Self.back) { visit, _ in
            try await visit.platform.targets.delete(try visit.id("target"), as: visit.principal)
            return visit.redirect("/projects", done: "deleted")
        }
    }

    private static let slotCount = 4

    @Sendable private static func back(_ visit: Visit) -> String { "/targets/\(visit.path["target"] ?? "")" }

    /// What a form says of a target.
    static func input(_ form: Form) throws -> TargetService.Input {
        TargetService.Input(
            name: form["name"],
            url: form["url"],
            excludedPaths: form.lines("excluded"),
            maximumRequestsPerSecond: Double(try form.number("rate"))
        )
    }

    private static func identity(_ number: Int, _ form: Form) throws -> IdentityInput? {
        let name = form["name-\(number)"]
        guard !name.isEmpty else { return nil }
        guard let kind = IdentityInput.Kind(rawValue: form["kind-\(number)"]) else {
            throw ServiceError.invalid("/kind-\(number)", "Choose how the identity signs in.")
        }
        let role = form["role-\(number)"]
        return IdentityInput(
            name: name,
            role: role.isEmpty ? nil : role,
            kind: kind,
            key: form["key-\(number)"],
            secret: form.raw("secret-\(number)")
        )
    }

    private static let kinds: [(IdentityInput.Kind, String)] = [
        (.bearer, "a bearer token"), (.login, "a login of the API"), (.basic, "HTTP Basic"), (.cookie, "a cookie"),
        (.apiKey, "a header with a key"),
    ]

    private static func page(_ visit: Visit) async throws -> TargetPage {
        let platform = visit.platform
        let target = try await platform.targets.find(try visit.id("target"), as: visit.principal)
        let project = try? await platform.projects.find(target.project, as: visit.principal)
        var scans: [Scan] = []
        var counts = Scan.Counts()
        if visit.may(.readScans) {
            let filter = ScanService.Filter(target: target.id)
            scans = try await platform.scans.list(filter, as: visit.principal, page: PageRequest(limit: 20)).items
        }
        if visit.may(.readFindings) {
            let filter = FindingService.Filter(target: target.id, states: TrackedFinding.State.active)
            counts = try await platform.findings.counts(filter, as: visit.principal)
        }
        let verified = Verification(target)
        let origin = (try? TargetURL(target.url))?.origin ?? target.url
        let kinds = kinds.map { Choice(value: $0.0.rawValue, label: $0.1) }
        return TargetPage(
            page: try await visit.chrome(target.name, .projects),
            projectHref: "/projects/\(target.project)",
            projectName: project?.name ?? "Project",
            id: target.id.rawValue,
            name: target.name,
            url: target.url,
            mayScan: visit.may(.createScans),
            verified: verified.words,
            verifiedKind: verified.kind,
            wellKnown: origin + TargetVerification.path,
            header: TargetVerification.header,
            proof: target.verificationToken,
            mayWrite: visit.may(.writeTargets),
            mayWriteCredentials: visit.may(.writeCredentials),
            mayStop: visit.may(.writeStops),
            action: "/targets/\(target.id)",
            hasIdentities: !target.identities.isEmpty,
            identities: target.identities,
            slots: (1...slotCount).map {
                TargetPage.Slot(number: $0, example: $0 == 1 ? "alice" : $0 == 2 ? "bob" : "", kinds: kinds)
            },
            hasScans: !scans.isEmpty,
            scans: scans.map { ScanRow($0, target) },
            counts: SeverityCounts(counts),
            version: target.version,
            maximumRate: Int(platform.settings.maximumBudget.requestsPerSecond),
            rate: Int(target.maximumRequestsPerSecond),
            excluded: target.excludedPaths.joined(separator: "\n"),
            importing: try await ImportRoutes.importing(visit, scans)
        )
    }
}
