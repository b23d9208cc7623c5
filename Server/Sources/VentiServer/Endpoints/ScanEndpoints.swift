//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import Hummingbird
import VentiKit
import VentiService

/// Scans and their events.
struct ScanEndpoints {
    let configuration: ServerConfiguration
    let state: ServerState

    private struct New: Decodable {
        var targetId: RecordID
        var documentId: RecordID
        var profile: ScanPolicy.Profile?
        var scanner: String?
        var identities: [String]?
        var budget: BudgetInput?

        var scan: NewScan {
            NewScan(
                target: targetId,
                document: documentId,
                profile: profile ?? .safe,
                scanner: scanner,
                identities: identities,
                budget: budget.limits
            )
        }
    }

    private struct Scanner: Encodable {
        var id: String
        var title: String
        var runsIn: String
    }

    private struct Scanners: Encodable {
        var items: [Scanner]
    }

    private static let body = Schema.object([
        .required("target_id", .id), .required("document_id", .id),
        .optional("profile", .cases(ScanPolicy.Profile.self), "How far the scan may go; `safe` unless said otherwise."),
        .optional("scanner", .string(1...40), "A scanner's id; the first one that there is unless said otherwise."),
        .optional(
            "identities",
            .array(.string(1...40), maximum: 20),
            "Names; all that the target has unless said otherwise."
        ),
        .optional("budget", BudgetInput.schema),
    ])

    var all: [Endpoint] { [scanners, list, create, find, cancel, events] }

    private var scanners: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/scanners",
            id: "listScanners",
            tag: "scans",
            summary: "The scanners that a scan can be asked for.",
            access: .permission(.readScans),
            successes: [.json(200, .component("Scanners"), "The scanners.")],
            handle: { exchange in
                let choices = exchange.platform.scans.scanners
                return try .json(
                    Scanners(items: choices.map { Scanner(id: $0.id, title: $0.title, runsIn: $0.place) })
                )
            }
        )
    }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/scans",
            id: "listScans",
            tag: "scans",
            summary: "The scans.",
            access: .permission(.readScans),
            query: Endpoint.Parameter.paging + [
                Endpoint.Parameter(name: "target_id", schema: .id, text: "Only those of a target."),
                Endpoint.Parameter(name: "state", schema: .cases(Scan.State.self), text: "Only those in a state."),
            ],
            successes: [.page(of: "Scan", "The scans, newest first.")],
            handle: { exchange in
                let filter = ScanService.Filter(
                    target: try exchange.queryID("target_id"),
                    state: try exchange.choice("state", Scan.State.self)
                )
                let scans = exchange.platform.scans
                return try .page(
                    try await scans.list(filter, as: try exchange.principal(), page: try exchange.page()),
                    ScanView.init
                )
            }
        )
    }

    private var create: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/scans",
            id: "createScan",
            tag: "scans",
            summary: "Ask for a scan. Profiles above `safe` need a permission of their own.",
            access: .permission(.createScans),
            rate: .scans,
            content: .json(
                Self.body,
                example: ["target_id": "{target}", "document_id": "{document}", "profile": "safe"]
            ),
            successes: [.json(202, .component("Scan"), "The scan, which waits.")],
            isIdempotent: true,
            handle: { exchange in
                let made = try await exchange.platform.scans.create(
                    try exchange.json(New.self).scan,
                    as: try exchange.principal(),
                    idempotency: try exchange.idempotency()
                )
                return try .json(ScanView(made.value), .accepted).versioned(made.value.version)
                    .located("\(API.base)/scans/\(made.value.id)").replayed(made.isReplayed)
            }
        )
    }

    private var find: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/scans/{scan}",
            id: "getScan",
            tag: "scans",
            summary: "One scan and how far it is.",
            access: .permission(.readScans),
            successes: [.json(200, .component("Scan"), "The scan.")],
            handle: { exchange in
                let scan = try await exchange.platform.scans.find(try exchange.id("scan"), as: try exchange.principal())
                return try .json(ScanView(scan)).versioned(scan.version)
            }
        )
    }

    private var cancel: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/scans/{scan}/cancel",
            id: "cancelScan",
            tag: "scans",
            summary: "End a scan. What it has found until then stays.",
            access: .permission(.cancelScans),
            successes: [.json(202, .component("Scan"), "The scan, which ends.")],
            handle: { exchange in
                let scan = try await exchange.platform.scans.cancel(
                    try exchange.id("scan"),
                    as: try exchange.principal()
                )
                return try .json(ScanView(scan), .accepted)
            }
        )
    }

    private var events: Endpoint {
        let (state, most) = (state, configuration.streamsPerPrincipal)
        return Endpoint(
            method: .get,
            path: "\(API.base)/scans/{scan}/events",
            id: "followScan",
            tag: "scans",
            summary: "The scan's events as they come, from `Last-Event-ID` on, until it is over.",
            access: .permission(.readScans),
            successes: [
                .init(status: 200, schema: .string(), mediaType: "text/event-stream", text: "Server-sent events."),
                .empty("The scan is over, and the client has everything."),
            ],
            isStream: true,
            handle: { exchange in
                let name = HTTPField.Name("last-event-id")
                let stream = EventStream(
                    platform: exchange.platform,
                    state: state,
                    scan: try exchange.id("scan"),
                    principal: try exchange.principal(),
                    lastEventID: name.flatMap { exchange.headers[$0] }
                )
                let response = try await stream.response(mostStreams: most)
                return Answer(response.status, headers: response.headers, body: response.body)
            }
        )
    }
}
