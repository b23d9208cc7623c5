//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiKit
import VentiService

/// Starts a scan from the first server's form: a document and a URL, without a project or a target made before.
struct CompatibilityStart {
    private struct Started: Encodable {
        var scanId: RecordID
        var status: String
        var message: String
    }

    /// The project of targets that were made by such a form.
    static let project = "Scans by the first API"

    let form: Form
    let platform: Platform
    let principal: Principal

    static var endpoint: Endpoint {
        Endpoint(
            method: .post,
            path: "/api/scan/start",
            id: "startScanV0",
            tag: "compatibility",
            summary: """
                Start a scan from a form: `server_url` (or `target_url`), `spec_file` (or `spec_url`), and perhaps \
                `scanners`, `rps`, `max_requests`, `dangerous` and `fuzz_auth`. A URL that no target has becomes one.
                """,
            access: .permission(.createScans),
            rate: .scans,
            content: .init(
                mediaTypes: ["multipart/form-data", "application/x-www-form-urlencoded"],
                schema: nil,
                example: nil,
                maximumBytes: 10_100_000
            ),
            successes: [.json(200, .component("V0Started"), "The scan, which waits.")],
            deprecation: .init(successor: "\(API.base)/scans"),
            handle: { exchange in
                let start = CompatibilityStart(
                    form: try form(exchange),
                    platform: exchange.platform,
                    principal: try exchange.principal()
                )
                let scan = try await start.scan()
                return try .json(
                    Started(scanId: scan.id, status: V0Scan.status(scan.state), message: "The scan is queued.")
                )
            }
        )
    }

    private static func form(_ exchange: Exchange) throws -> Form {
        let type = exchange.headers[.contentType] ?? ""
        if let boundary = MultipartForm.boundary(type) {
            return try MultipartForm.read(exchange.body, boundary: boundary)
        }
        return try Form(urlEncoded: String(decoding: exchange.body, as: UTF8.self))
    }

    private func scan() async throws -> Scan {
        var budget = ScanBudget()
        if let rate = try number("rps") { budget.requestsPerSecond = rate }
        if let requests = try number("max_requests") { budget.requests = Int(requests.rounded(.down)) }
        let scanner = try scanner()
        let profile: ScanPolicy.Profile = try flag("dangerous") ? .dangerous : .safe
        // Logins are attacked from the profile `safe` on, whatever it says; it must still be one of two words.
        _ = try flag("fuzz_auth")
        let target = try await target()
        let document = try await document()
        let new = NewScan(
            target: target.id,
            document: document.id,
            profile: profile,
            scanner: scanner,
            budget: budget
        )
        return try await platform.scans.create(new, as: principal).value
    }

    /// The target of that URL, or a new one.
    private func target() async throws -> Target {
        let text = form["server_url"].isEmpty ? form["target_url"] : form["server_url"]
        guard let url = try? TargetURL(text) else {
            throw ServiceError.invalid("/server_url", "Say where the API runs.", code: "url")
        }
        if let known = try await platform.targets.find(url: url.description, as: principal) { return known }
        var project = try await platform.projects.find(name: Self.project, as: principal)
        if project == nil { project = try await platform.projects.create(name: Self.project, as: principal).value }
        guard let project else { throw ServiceError.notFound("project") }
        let input = TargetService.Input(name: url.host, url: url.description)
        return try await platform.targets.create(input, in: project.id, as: principal).value
    }

    private func document() async throws -> StoredDocument {
        if let file = form.files["spec_file"] {
            return try await platform.documents.upload(file.bytes, name: file.name, as: principal).value
        }
        guard !form["spec_url"].isEmpty else {
            throw ServiceError.invalid("/spec_file", "Send the document of the API.", code: "required")
        }
        return try await platform.documents.fetch(from: form["spec_url"], as: principal).value
    }

    /// The first of the named scanners that there is; `nil` where none is named, or VentiKit's own by its first name.
    private func scanner() throws -> String? {
        let names = form.all("scanners").flatMap { $0.split(separator: ",") }
            .map { String($0.filter { !$0.isWhitespace }).lowercased() }.filter { !$0.isEmpty }
        let known = platform.scans.scanners.map(\.id)
        if names.isEmpty || names.contains(where: { ["ventiapi", "venti"].contains($0) }) { return nil }
        guard let name = names.first(where: { known.contains($0) }) else {
            let choice = known.joined(separator: ", ")
            throw ServiceError.invalid("/scanners", "There are: \(choice).", code: "unknown")
        }
        return name
    }

    private func number(_ name: String) throws -> Double? {
        guard !form[name].isEmpty else { return nil }
        guard let number = Double(form[name]), number.isFinite, number > 0, number <= 1e9 else {
            throw ServiceError.invalid("/\(name)", "This is no number above 0.", code: "range")
        }
        return number
    }

    private func flag(_ name: String) throws -> Bool {
        switch form[name].lowercased() {
        case "", "false", "0", "no", "off": return false
        case "true", "1", "yes", "on": return true
        default: throw ServiceError.invalid("/\(name)", "This is neither true nor false.", code: "boolean")
        }
    }
}
