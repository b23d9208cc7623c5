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

/// The way to a scan.
enum NewScanRoutes {
    static func add(to pages: PageRouter) {
        pages.get("/scans/new") { visit in
            try visit.principal.require(.createScans)
            let target = RecordID(rawValue: visit.query["target"])
            let document = RecordID(rawValue: visit.query["document"])
            if let target, let document { return try visit.html(try await plan(visit, target, document)) }
            return try visit.html(try await first(visit, target: target, document: document))
        }
        let most = pages.ui.platform.settings.maximumDocumentBytes + 65_536
        pages.post("/scans/new", back: { _ in "/scans/new" }, most: most) { visit, form in
            // First what may be wrong, then what is made.
            let document = try await document(visit, form)
            let target = try await target(visit, form, document)
            let chosen = [("target", "\(target)"), ("document", "\(document.id)")]
            return visit.redirect(URLText.path("/scans/new", chosen))
        }
        pages.post("/scans", back: { _ in "/scans/new" }) { visit, form in
            let made = try await visit.platform.scans.create(
                try newScan(form),
                as: visit.principal,
                idempotency: form["key"].isEmpty ? nil : Idempotency(key: form["key"], body: Array(form["target"].utf8))
            )
            return visit.redirect("/scans/\(made.value.id)", done: "scan")
        }
    }

    private static func newScan(_ form: Form) throws -> NewScan {
        guard let profile = ScanPolicy.Profile(rawValue: form["profile"]) else {
            throw ServiceError.invalid("/profile", "Choose how far the scan may go.")
        }
        return NewScan(
            target: try form.id("target"),
            document: try form.id("document"),
            profile: profile,
            scanner: form["scanner"].isEmpty ? nil : form["scanner"],
            identities: form.all("identity"),
            budget: ScanBudget(
                requests: try form.number("requests"),
                seconds: Double(try form.number("minutes")) * 60,
                requestsPerSecond: Double(try form.number("rate"))
            )
        )
    }

    private static func document(_ visit: Visit, _ form: Form) async throws -> StoredDocument {
        let documents = visit.platform.documents
        if let file = form.files["file"] {
            return try await documents.upload(file.bytes, name: file.name, as: visit.principal).value
        }
        if !form["document-url"].isEmpty {
            return try await documents.fetch(from: form["document-url"], as: visit.principal).value
        }
        guard let id = RecordID(rawValue: form["document"]) else {
            throw ServiceError.invalid(
                "/document",
                "Choose a file, a URL or a document that is here.",
                code: "required"
            )
        }
        return try await documents.find(id, as: visit.principal)
    }

    private static func target(
        _ visit: Visit,
        _ form: Form,
        _ document: StoredDocument
    ) async throws -> RecordID {
        let targets = visit.platform.targets
        let text = form["url"]
        guard !text.isEmpty else {
            guard let id = RecordID(rawValue: form["target"]) else {
                throw ServiceError.invalid("/target", "Choose a target, or enter the base URL of a new one.")
            }
            return try await targets.find(id, as: visit.principal).id
        }
        let url: TargetURL
        do {
            url = try TargetURL(text)
        } catch {
            throw ServiceError.invalid("/url", error.message)
        }
        let known = try await visit.targets().values
        if let same = known.first(where: { $0.url == url.description }) { return same.id }
        var project = RecordID(rawValue: form["project"])
        if project == nil {
            let first = try await visit.platform.projects.list(as: visit.principal, page: PageRequest(limit: 1)).items
            project = first.first?.id
        }
        if project == nil {
            project = try await visit.platform.projects.create(name: "Default", as: visit.principal).value.id
        }
        guard let project else { throw ServiceError.notFound("project") }
        // Without a name of its own, it is called as the API is.
        let title = String(document.title.map { $0.isNewline ? " " : $0 }.prefix(100))
        let names = [form["target-name"], title, String(url.host.prefix(100))]
        let input = TargetService.Input(name: names.first { !$0.isEmpty } ?? "API", url: text)
        return try await targets.create(input, in: project, as: visit.principal).value.id
    }

    private static func first(_ visit: Visit, target: RecordID?, document: RecordID?) async throws -> NewScanPage {
        let all = PageRequest(limit: 200)
        let documents = try await visit.platform.documents.list(as: visit.principal, page: all).items
        let targets = try await visit.targets().values.sorted { $0.name < $1.name }
        let projects = try await visit.platform.projects.list(as: visit.principal, page: all).items
        var chosen = document
        if chosen == nil, let target {
            // What was scanned last is most likely what is meant.
            let filter = ScanService.Filter(target: target)
            let page = PageRequest(limit: 20)
            let scans = try await visit.platform.scans.list(filter, as: visit.principal, page: page).items
            chosen = scans.lazy.compactMap(\.document).first
        }
        return NewScanPage(
            page: try await visit.chrome("New scan", .scans),
            maximumMegabytes: visit.platform.settings.maximumDocumentBytes / 1_000_000,
            hasDocuments: !documents.isEmpty,
            documents: documents.map {
                Choice(
                    value: $0.id.rawValue,
                    label: "\($0.title) \($0.apiVersion) (\($0.name), \(Moment.day($0.createdAt)))",
                    isChosen: $0.id == chosen
                )
            },
            hasTargets: !targets.isEmpty,
            targets: targets.map {
                Choice(value: $0.id.rawValue, label: "\($0.name), \($0.url)", isChosen: $0.id == target)
            },
            mayWriteTargets: visit.may(.writeTargets),
            hasProjects: !projects.isEmpty,
            projects: projects.map { Choice(value: $0.id.rawValue, label: $0.name) },
            url: ""
        )
    }

    private static func plan(_ visit: Visit, _ targetID: RecordID, _ documentID: RecordID) async throws -> ScanPlanPage
    {
        let platform = visit.platform
        let target = try await platform.targets.find(targetID, as: visit.principal)
        let document = try await platform.documents.find(documentID, as: visit.principal)
        let operations = try await platform.documents.operations(documentID, as: visit.principal)
        let most = platform.settings.maximumBudget
        let host = (try? TargetURL(target.url))?.host ?? ""
        let scanners = platform.scans.scanners
        return ScanPlanPage(
            page: try await visit.chrome("New scan", .scans),
            apiTitle: document.title,
            apiVersion: document.apiVersion,
            operations: operations.count,
            targetURL: target.url,
            targetName: target.name,
            unverified: target.verifiedAt == nil && !platform.settings.allowedHosts.contains(host),
            targetHref: "/targets/\(target.id)",
            target: target.id.rawValue,
            document: document.id.rawValue,
            key: RecordID.make().rawValue,
            documentName: document.name,
            excluded: target.excludedPaths.isEmpty
                ? "nothing is left out" : target.excludedPaths.joined(separator: ", "),
            profiles: ScanPolicy.Profile.allCases.map { profile($0, visit) },
            hasIdentities: !target.identities.isEmpty,
            identities: target.identities,
            scanners: scanners.enumerated().map {
                Choice(value: $0.element.id, label: label($0.element), isChosen: $0.offset == 0)
            },
            most: ScanPlanPage.Budget(
                requests: most.requests,
                minutes: Int(most.seconds / 60),
                rate: Int(min(most.requestsPerSecond, target.maximumRequestsPerSecond))
            ),
            budget: ScanPlanPage.Budget(
                requests: min(5_000, most.requests),
                minutes: min(5, Int(most.seconds / 60)),
                rate: Int(min(20, most.requestsPerSecond, target.maximumRequestsPerSecond))
            ),
            paths: operations.prefix(1_000).map { ScanPlanPage.Operation(method: $0.method, path: $0.path) }
        )
    }

    /// A scanner's name, and where it runs if that is not the server itself.
    private static func label(_ scanner: ScannerChoice) -> String {
        switch scanner.place {
        case "in-process": scanner.title
        case "docker": "\(scanner.title), in a container"
        case "kubernetes": "\(scanner.title), on the cluster"
        default: "\(scanner.title), \(scanner.place)"
        }
    }

    private static func profile(_ profile: ScanPolicy.Profile, _ visit: Visit) -> ScanPlanPage.Profile {
        let words =
            switch profile {
            case .passive:
                (
                    "One ordinary read-only request for each operation and identity, and again what showed a flaw. "
                        + "No attack.", ""
                )
            case .safe: ("Attacks that change nothing: read-only operations, and login with wrong passwords.", "")
            case .active: ("Also operations that create and change objects.", "It leaves objects behind.")
            case .dangerous:
                (
                    "Also operations that delete or reset, and load that may hurt the target.",
                    "Never against a system that people use."
                )
            }
        let isAllowed = visit.may(profile.permission)
        return ScanPlanPage.Profile(
            value: profile.rawValue,
            label: profile.rawValue.prefix(1).uppercased() + profile.rawValue.dropFirst(),
            sends: words.0,
            warning: isAllowed ? words.1 : "Your role does not allow it.",
            isChosen: profile == .safe,
            isAllowed: isAllowed
        )
    }
}
