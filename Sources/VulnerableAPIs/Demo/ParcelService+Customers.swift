//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

extension ParcelService {
    /// Who sends a request.
    ///
    /// - Parameter ignoresSignature: The flaw of one route: it reads the token's claims and nothing else.
    /// - Throws: ``Problem`` with status 401 where the token does not hold.
    func caller(_ request: IncomingRequest, ignoresSignature: Bool = false) throws -> String {
        let verification: JSONWebToken.Verification =
            !isVulnerable ? .strict : ignoresSignature ? .ignoresSignature : .acceptsNone
        guard let name = JSONWebToken.subject(of: request.bearerToken, secret: secret, as: verification) else {
            throw Problem.unauthorized
        }
        return name
    }

    func addCustomerRoutes(to router: inout Router) {
        router.on("GET", "/me") { .json(try await customer(try caller($0))) }
        router.on("PATCH", "/me") { try await changeMe($0) }
        router.on("GET", "/customers/{username}") { request in
            _ = try caller(request)
            let found = try await lookUp(request.parameter("username"))
            guard let customer = found.json.first else { throw Problem.notFound }
            return .json(Self.published(customer))
        }
        router.on("GET", "/notifications") { request in
            let name = try caller(request, ignoresSignature: true)
            let found = try await database.query("SELECT id, text FROM notifications WHERE owner = $1", [.text(name)])
            return .json(.array(found.json))
        }
        router.on("GET", "/invoices") { request in
            if isVulnerable {
                let all = try await database.query(
                    "SELECT number, amountcents AS \"amountCents\" FROM invoices ORDER BY number"
                )
                return .json(.array(all.json))
            }
            let name = try caller(request)
            let own = try await database.query(
                "SELECT number, amountcents AS \"amountCents\" FROM invoices WHERE owner = $1 ORDER BY number",
                [.text(name)]
            )
            return .json(.array(own.json))
        }
    }

    /// The public part of a customer.
    ///
    /// The vulnerable build puts the name into the statement as text.
    private func lookUp(_ username: String) async throws -> Database.ResultSet {
        if isVulnerable {
            return try await database.query(
                "SELECT username, displayname, password FROM customers WHERE username = '\(username)'"
            )
        }
        return try await database.query(
            "SELECT username, displayname FROM customers WHERE username = $1",
            [.text(username)]
        )
    }

    private static func published(_ row: JSON) -> JSON {
        let customer: JSON = ["username": row["username"] ?? .null, "displayName": row["displayname"] ?? .null]
        return row["password"].map { customer.adding("password", $0) } ?? customer
    }

    /// A customer as they see themselves.
    func customer(_ username: String) async throws -> JSON {
        let found = try await database.query(
            "SELECT username, displayname, email, address, password FROM customers WHERE username = $1",
            [.text(username)]
        )
        guard let row = found.json.first else { throw Problem.unauthorized }
        let customer: JSON = [
            "username": row["username"] ?? .null, "displayName": row["displayname"] ?? .null,
            "email": row["email"] ?? .null, "address": row["address"] ?? .null,
        ]
        return isVulnerable ? customer.adding("password", row["password"] ?? .null) : customer
    }

    private func changeMe(_ request: IncomingRequest) async throws -> Answer {
        let name = try caller(request)
        let body = try request.json()
        for (field, column, limit) in [("displayName", "displayname", 64), ("address", "address", 120)] {
            guard let value = body[field] else { continue }
            guard let text = value.stringValue, text.count <= limit else {
                throw Problem(400, "\(field) is a text of at most \(limit) characters.")
            }
            database.update("customers", set: column, to: .text(text), where: "username", is: .text(name))
        }
        return .json(try await customer(name))
    }
}
