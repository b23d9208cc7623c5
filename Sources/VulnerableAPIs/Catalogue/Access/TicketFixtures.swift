//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Synchronization

extension VulnerableAPI {
    /// Whose tickets are shown, a header says.
    package static func claimedOwner(_ variant: Variant) -> VulnerableAPI {
        tickets("bola.id-variant", variant, flaw: .believesHeader)
    }

    /// Tickets are counted, and anybody's is shown by its number.
    package static func countedTickets(_ variant: Variant) -> VulnerableAPI {
        tickets("bola.predictable-id", variant, flaw: .countsAndShows)
    }

    /// A ticket is stored before its urgency is looked at.
    package static func storesRefusedTickets(_ variant: Variant) -> VulnerableAPI {
        tickets("bola.failed-create-leak", variant, flaw: .storesRefused)
    }

    private enum TicketFlaw {
        case believesHeader, countsAndShows, storesRefused
    }

    private struct Ticket: Sendable {
        var id: String
        var owner: String
        var subject: String
        var urgency: Int

        var json: JSON { ["id": .string(id), "subject": .string(subject), "urgency": .integer(urgency)] }
    }

    private final class TicketDesk: Sendable {
        let tickets = Mutex<[Ticket]>([])
    }

    /// A desk at which everybody has tickets of their own.
    private static func tickets(_ name: String, _ variant: Variant, flaw: TicketFlaw) -> VulnerableAPI {
        let secret = Fixture.randomSecret()
        let desk = TicketDesk()
        let flaw = variant == .flawed ? flaw : nil
        let accounts = ["noor", "pavel"].map { person in
            DemoAccount(
                name: person,
                username: person,
                password: "",
                credential: .bearer(JSONWebToken.issue(to: person, secret: secret, seconds: 3600))
            )
        }
        return .fixture(name, variant, ticketDocument, accounts: accounts) { router in
            @Sendable func caller(_ request: IncomingRequest) throws -> String {
                guard let name = JSONWebToken.subject(of: request.bearerToken, secret: secret) else {
                    throw Problem.unauthorized
                }
                return name
            }
            router.on("GET", "/me") { request in .json(["username": .string(try caller(request))]) }
            router.on("GET", "/tickets") { request in
                let name = try caller(request)
                return .json(.array(desk.tickets.withLock { $0.filter { $0.owner == name } }.map(\.json)))
            }
            router.on("POST", "/tickets") { request in
                let name = try caller(request)
                let body = try request.json()
                guard let subject = body["subject"]?.stringValue, (1...64).contains(subject.count) else {
                    throw Problem(400, "subject is required.")
                }
                let urgency = body["urgency"]?.integerValue
                guard let urgency, (1...5).contains(urgency) else {
                    if flaw == .storesRefused {
                        let lost = Ticket(id: Fixture.randomSecret(), owner: name, subject: subject, urgency: 0)
                        desk.tickets.withLock { $0.append(lost) }
                    }
                    throw Problem(400, "urgency is from 1 to 5.")
                }
                let made = desk.tickets.withLock { tickets in
                    let id = flaw == .countsAndShows ? String(1001 + tickets.count) : Fixture.randomSecret()
                    tickets.append(Ticket(id: id, owner: name, subject: subject, urgency: urgency))
                    return tickets[tickets.count - 1]
                }
                return .json(made.json, status: 201)
            }
            router.on("GET", "/tickets/{ticketId}") { request in
                var name = try caller(request)
                if flaw == .believesHeader, let claimed = request.header("X-User-Id") { name = claimed }
                let found = desk.tickets.withLock { tickets in
                    tickets.first {
                        $0.id == request.parameter("ticketId") && ($0.owner == name || flaw == .countsAndShows)
                    }
                }
                guard let found else { throw Problem.notFound }
                return .json(found.json)
            }
        }
    }

    private static var ticketDocument: FixtureDocument {
        let ticket: JSON = .objectSchema(
            ["id": .textSchema(), "subject": .textSchema(), "urgency": .numberSchema(1...5)],
            required: ["id", "subject", "urgency"]
        )
        return FixtureDocument(
            title: "Ticket desk",
            security: .bearer,
            operations: [
                FixtureOperation(
                    path: "/me",
                    summary: "Who is asking.",
                    response: .objectSchema(["username": .textSchema(32)], required: ["username"])
                ),
                FixtureOperation(path: "/tickets", summary: "The caller's tickets.", response: .listSchema(of: ticket)),
                FixtureOperation(
                    method: "POST",
                    path: "/tickets",
                    summary: "Opens a ticket.",
                    body: .objectSchema(
                        ["subject": .textSchema(), "urgency": .numberSchema(1...5)],
                        required: ["subject", "urgency"]
                    ),
                    response: ticket,
                    success: 201
                ),
                FixtureOperation(
                    path: "/tickets/{ticketId}",
                    summary: "One ticket of the caller.",
                    parameters: [.parameter("ticketId", in: "path", .textSchema())],
                    response: ticket,
                    failures: [404]
                ),
            ]
        )
    }
}
