//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

extension ParcelService {
    func addPublicRoutes(to router: inout Router) {
        router.on("GET", "/health") { _ in .json(["status": "up"]) }
        router.on("POST", "/login") { try await login($0) }
        router.on("POST", "/customers") { try await register($0) }
        router.on("GET", "/depots") { _ in
            .json(.array(try await database.query("SELECT id, name, city FROM depots ORDER BY id").json))
        }
        router.on("GET", "/depots/{depotId}") { request in
            guard let id = Int(request.parameter("depotId")) else { throw Problem(400, "depotId is a whole number.") }
            let found = try await database.query("SELECT id, name, city FROM depots WHERE id = $1", [.integer(id)])
            guard let depot = found.json.first else { throw Problem.notFound }
            return .json(depot)
        }
        router.on("GET", "/quotes") { try quote($0) }
    }

    /// What was left in by mistake.
    func addForgottenRoutes(to router: inout Router) {
        router.on("GET", "/debug/state") { _ in
            let users = try await database.query("SELECT username, email, password FROM customers ORDER BY id")
            return .json([
                "version": "1.4.2",
                "env": [
                    "JWT_SECRET": .string(secret),
                    "DATABASE_URL": "postgres://parcels:s3a-Gull-204@db.internal:5432/parcels",
                    "PATH": "/usr/local/bin:/usr/bin:/bin",
                ],
                "customers": .array(users.json),
            ])
        }
    }

    private func login(_ request: IncomingRequest) async throws -> Answer {
        let body = try request.json()
        guard let username = body["username"]?.stringValue, let password = body["password"]?.stringValue else {
            throw Problem(400, "username and password are required.")
        }
        if !isVulnerable, let seconds = failures.secondsToWait(for: username) {
            return Problem(429, "Too many attempts. Try again later.").answer.with("Retry-After", String(seconds))
        }
        let stored = try await database.query("SELECT password FROM customers WHERE username = $1", [.text(username)])
            .rows.first?.first
        if isVulnerable {
            guard let stored else { throw Problem(401, "No customer has this username.") }
            guard stored == .text(password) else { throw Problem(401, "The password is wrong.") }
        } else {
            // The hash is computed for unknown names too, so that both take the same time.
            let isRight = .text(Self.hash(password)) == (stored ?? .null)
            guard isRight else {
                failures.recordFailure(of: username)
                throw Problem(401, "Username or password is wrong.")
            }
        }
        return .json(["token": .string(JSONWebToken.issue(to: username, secret: secret)), "expiresIn": 600])
    }

    private func register(_ request: IncomingRequest) async throws -> Answer {
        let body = try request.json()
        guard let username = body["username"]?.stringValue, let password = body["password"]?.stringValue,
            let email = body["email"]?.stringValue
        else { throw Problem(400, "username, password and email are required.") }
        let isPlain = username.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }
        guard isPlain, (3...32).contains(username.count), (8...64).contains(password.count), email.count <= 100 else {
            throw Problem(400, "username or password has a character or a length that is not allowed.")
        }
        let existing = try await database.query("SELECT username FROM customers", [])
        guard !existing.rows.contains([.text(username)]) else { throw Problem(409, "The username is taken.") }
        guard existing.rows.count < 5_000 else { throw Problem(403, "No more customers are taken.") }
        database.insert(
            [
                .integer(existing.rows.count + 1), .text(username),
                .text(isVulnerable ? password : Self.hash(password)),
                .text(username), .text(email), .text(""),
            ],
            into: "customers"
        )
        return .json(try await customer(username), status: 201)
    }

    /// The price of a parcel.
    ///
    /// The vulnerable build divides by the weight.
    private func quote(_ request: IncomingRequest) throws -> Answer {
        guard let weight = request.query("weightGrams").flatMap({ Int($0) }), (0...30_000).contains(weight) else {
            throw Problem(400, "weightGrams is a whole number from 0 to 30000.")
        }
        if isVulnerable, weight == 0 { throw Problem(500, "/ by zero") }
        let perKilogram = weight == 0 ? 0 : (390 + weight / 10) * 1000 / weight
        return .json([
            "weightGrams": .integer(weight), "priceCents": .integer(390 + weight / 10),
            "centsPerKilogram": .integer(perKilogram),
        ])
    }
}
