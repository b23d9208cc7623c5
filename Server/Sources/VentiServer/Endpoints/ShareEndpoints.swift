//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes
import VentiService

/// Links to reports for people without an account.
struct ShareEndpoints {
    private struct New: Decodable {
        var format: ReportService.Format
        var days: Int
    }

    private struct Shares: Encodable {
        var items: [ShareView]
    }

    var all: [Endpoint] { [create, list, revoke, open] }

    private var create: Endpoint {
        Endpoint(
            method: .post,
            path: "\(API.base)/scans/{scan}/shares",
            id: "shareReport",
            tag: "reports",
            summary: "Make a link to a scan's report that needs no account.",
            access: .permission(.shareReports),
            content: .json(
                .object([
                    .required("format", .cases(ReportService.Format.self)),
                    .required("days", .integer(1...365), "How long it is good; at most what the server allows."),
                ]),
                example: ["format": "html", "days": 7]
            ),
            successes: [.json(201, .component("Share"), "The link. Whoever has its path can read the report.")],
            handle: { exchange in
                let input = try exchange.json(New.self)
                let shares = exchange.platform.shares
                let share = try await shares.create(
                    of: try exchange.id("scan"),
                    input.format,
                    days: input.days,
                    as: try exchange.principal()
                )
                let view = ShareView(share, shares.link(to: share))
                return try .json(view, .created).located(view.path)
            }
        )
    }

    private var list: Endpoint {
        Endpoint(
            method: .get,
            path: "\(API.base)/scans/{scan}/shares",
            id: "listShares",
            tag: "reports",
            summary: "The links to a scan's reports that are good.",
            access: .permission(.shareReports),
            successes: [.json(200, .component("Shares"), "The links, newest first.")],
            handle: { exchange in
                let shares = exchange.platform.shares
                let found = try await shares.list(of: try exchange.id("scan"), as: try exchange.principal())
                return try .json(Shares(items: found.map { ShareView($0, shares.link(to: $0)) }))
            }
        )
    }

    private var revoke: Endpoint {
        Endpoint(
            method: .delete,
            path: "\(API.base)/shares/{share}",
            id: "revokeShare",
            tag: "reports",
            summary: "Revoke a link to a report.",
            access: .permission(.shareReports),
            successes: [.empty("It is no longer good.")],
            handle: { exchange in
                try await exchange.platform.shares.revoke(try exchange.id("share"), as: try exchange.principal())
                return .empty
            }
        )
    }

    private var open: Endpoint {
        Endpoint(
            method: .get,
            path: "/shared/{scan}",
            id: "openShare",
            tag: "reports",
            summary: "The report that a link leads to. All of the query must be given, as the link has it.",
            access: .anybody,
            rate: .shared,
            query: [
                .init(name: "format", schema: .cases(ReportService.Format.self), text: "The format."),
                .init(
                    name: "expires",
                    schema: .integer(1...100_000_000_000),
                    text: "Until when, in seconds since 1970."
                ),
                .init(name: "share", schema: .id, text: "The link's id."),
                .init(name: "signature", schema: .string(64...64), text: "The server's signature."),
            ],
            successes: [.init(status: 200, schema: nil, mediaType: "*/*", text: "The report in the format.")],
            handle: { exchange in
                let opened = try await exchange.platform.shares.open(try Self.link(exchange), from: exchange.address)
                var answer = ReportEndpoints.answer(opened.text, opened.format, of: opened.scan)
                if let name = HTTPField.Name("x-robots-tag") { answer.headers[name] = "noindex, nofollow" }
                return answer
            }
        )
    }

    private static func link(_ exchange: Exchange) throws -> ShareLink {
        let scan = try exchange.id("scan")
        guard let format = try exchange.choice("format", ReportService.Format.self),
            let expires = exchange.query["expires"].flatMap({ Int64($0) }),
            let share = try exchange.queryID("share"),
            let signature = exchange.query["signature"]
        else { throw ServiceError(.validation, "A part of the link is missing.") }
        return ShareLink(share: share, scan: scan, format: format, expires: expires, signature: signature)
    }
}
