//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

extension VulnerableAPI {
    /// Tickets whose changes the flawed API binds to the request as a whole: whoever writes one marks it as resolved.
    ///
    /// The fixed one takes the text and nothing else.
    package static func boundTicket(_ variant: Variant) -> VulnerableAPI {
        tickets("bopla.mass-update", variant) { router, desk in
            router.on("PATCH", "/tickets/{ticketId}") { request in
                try desk.change(request) { ticket, body in
                    if let text = body["text"]?.stringValue { ticket.text = text }
                    guard variant == .flawed else { return }
                    if let status = body["status"]?.stringValue { ticket.status = status }
                }
            }
        }
    }

    /// Tickets that are opened by JSON, and by a form since long ago; the flawed API writes all that the form holds.
    ///
    /// The fixed one takes the text of either.
    package static func formTicket(_ variant: Variant) -> VulnerableAPI {
        tickets("bopla.xml-mass", variant) { router, desk in
            router.on("POST", "/tickets") { request in
                guard request.header("Content-Type")?.contains("urlencoded") == true else {
                    return try desk.open(request, text: try request.json()["text"]?.stringValue)
                }
                let form = PercentEncoding.pairs(in: String(decoding: request.body, as: UTF8.self))
                func value(_ name: String) -> String? { form.first { $0.name == name }?.value }
                return try desk.open(request, text: value("text"), status: variant == .flawed ? value("status") : nil)
            }
        }
    }

    private static func tickets(
        _ name: String,
        _ variant: Variant,
        _ more: (inout Router, TicketDesk) -> Void
    ) -> VulnerableAPI {
        let desk = TicketDesk()
        let account = DemoAccount(name: "writer", username: "writer", password: "", credential: .bearer(desk.token))
        return .fixture(name, variant, ticketDocument, accounts: [account]) { router in
            // Of routes that are alike, the first counts.
            more(&router, desk)
            router.on("GET", "/tickets/{ticketId}") { try desk.show($0) }
            router.on("POST", "/tickets") { try desk.open($0, text: try $0.json()["text"]?.stringValue) }
            router.on("PATCH", "/tickets/{ticketId}") { request in
                try desk.change(request) { ticket, body in
                    if let text = body["text"]?.stringValue { ticket.text = text }
                }
            }
        }
    }

    private static var ticketDocument: FixtureDocument {
        let id: JSON = .parameter("ticketId", in: "path", .numberSchema(), example: 1)
        let text: JSON = .objectSchema(["text": .textSchema(200)], required: ["text"])
        let ticket: JSON = .objectSchema(
            ["id": .numberSchema(), "text": .textSchema(200), "status": .textSchema(20)],
            required: ["id", "text", "status"]
        )
        return FixtureDocument(
            title: "Tickets",
            security: .bearer,
            operations: [
                FixtureOperation(
                    method: "POST",
                    path: "/tickets",
                    summary: "Opens a ticket.",
                    body: text,
                    response: ticket,
                    success: 201
                ),
                FixtureOperation(
                    path: "/tickets/{ticketId}",
                    summary: "One of the caller's tickets.",
                    parameters: [id],
                    response: ticket,
                    failures: [404]
                ),
                FixtureOperation(
                    method: "PATCH",
                    path: "/tickets/{ticketId}",
                    summary: "Changes a ticket's text.",
                    parameters: [id],
                    body: text,
                    response: ticket,
                    failures: [400, 404]
                ),
            ]
        )
    }
}

/// The tickets of one API.
private final class TicketDesk: Sendable {
    struct Ticket: Sendable {
        var id: Int
        var text: String
        var status = "open"

        var json: JSON { ["id": .integer(id), "text": .string(text), "status": .string(status)] }
    }

    let token = Fixture.randomSecret()
    /// The first one was there before.
    private let tickets = Mutex<[Ticket]>([Ticket(id: 1, text: "The lamp in the hall flickers.")])

    func show(_ request: IncomingRequest) throws -> Answer {
        try authenticate(request)
        return .json(try tickets.withLock { try $0[Self.index(request, in: $0)].json })
    }

    func open(_ request: IncomingRequest, text: String?, status: String? = nil) throws -> Answer {
        try authenticate(request)
        guard let text, !text.isEmpty else { throw Problem(400, "text is required.") }
        return try tickets.withLock { tickets in
            guard tickets.count < 1_000 else { throw Problem(403, "There are too many tickets.") }
            var ticket = Ticket(id: tickets.count + 1, text: text)
            ticket.status = status ?? ticket.status
            tickets.append(ticket)
            return .json(ticket.json, status: 201)
        }
    }

    func change(_ request: IncomingRequest, _ change: (inout Ticket, JSON) -> Void) throws -> Answer {
        try authenticate(request)
        let body = try request.json()
        return try tickets.withLock { tickets in
            let index = try Self.index(request, in: tickets)
            change(&tickets[index], body)
            return .json(tickets[index].json)
        }
    }

    private func authenticate(_ request: IncomingRequest) throws {
        guard request.bearerToken == token else { throw Problem.unauthorized }
    }

    private static func index(_ request: IncomingRequest, in tickets: [Ticket]) throws -> Int {
        let id = Int(request.parameter("ticketId"))
        guard let index = tickets.firstIndex(where: { $0.id == id }) else { throw Problem.notFound }
        return index
    }
}
