//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import HTTPTypes

extension ParcelService {
    private static let statuses = ["registered", "in-transit", "delivered"]

    func addParcelRoutes(to router: inout Router) {
        router.on("GET", "/parcels") { try await list($0) }
        router.on("POST", "/parcels") { try await send($0) }
        router.on("GET", "/parcels/{trackingNumber}") { request in
            .json(Self.published(try await parcel(try number(request), of: try caller(request))))
        }
        router.on("DELETE", "/parcels/{trackingNumber}") { request in
            let (name, number) = (try caller(request), try number(request))
            let parcel = try await parcel(number, of: name)
            guard parcel["status"] == "registered" else { throw Problem(409, "The parcel is on its way.") }
            database.delete(from: "parcels", where: "trackingnumber", is: .text(number))
            return .empty
        }
        router.on("GET", "/parcels/{trackingNumber}/events") { request in
            if isVulnerable {
                // Some token is there, and that is all that is looked at.
                guard request.header("Authorization") != nil else { throw Problem.unauthorized }
            } else {
                _ = try await parcel(try number(request), of: try caller(request))
            }
            let number = SQLValue.text(try number(request))
            let found = try await database.query("SELECT day, note FROM events WHERE trackingnumber = $1", [number])
            return .json(.array(found.json))
        }
    }

    /// The tracking number of the path.
    ///
    /// The vulnerable build shows what its parser threw.
    private func number(_ request: IncomingRequest) throws -> String {
        let text = request.parameter("trackingNumber")
        let digits = text.dropFirst(2)
        let isWellFormed =
            text.hasPrefix("VP") && digits.utf8.count == 8 && digits.utf8.allSatisfy { (48...57).contains($0) }
        guard !isWellFormed else { return text }
        guard isVulnerable else { throw Problem(400, "A tracking number is VP and eight digits.") }
        throw JavaException(
            type: "java.lang.NumberFormatException",
            message: "For input string: \"\(digits)\"",
            frames: [
                "java.base/java.lang.NumberFormatException.forInputString(NumberFormatException.java:67)",
                "java.base/java.lang.Integer.parseInt(Integer.java:661)",
                "example.parcels.TrackingNumber.parse(TrackingNumber.java:34)",
                "example.parcels.ParcelResource.find(ParcelResource.java:61)",
            ]
        )
    }

    private func parcel(_ number: String, of owner: String) async throws -> JSON {
        let found = try await database.query(
            "SELECT * FROM parcels WHERE trackingnumber = $1 AND owner = $2",
            [.text(number), .text(owner)]
        )
        guard let parcel = found.json.first else { throw Problem.notFound }
        return parcel
    }

    private static func published(_ row: JSON) -> JSON {
        [
            "trackingNumber": row["trackingnumber"] ?? .null, "recipient": row["recipient"] ?? .null,
            "status": row["status"] ?? .null, "weightGrams": row["weightgrams"] ?? .null,
            "depotId": row["depotid"] ?? .null,
        ]
    }

    /// The caller's parcels.
    ///
    /// The vulnerable build puts the searched name into the statement as text.
    private func list(_ request: IncomingRequest) async throws -> Answer {
        let owner = try caller(request)
        let recipient = request.query("recipient") ?? ""
        let status = request.query("status")
        guard status.map({ Self.statuses.contains($0) }) != false else {
            throw Problem(400, "There is no such status.")
        }
        guard let limit = Int(request.query("limit") ?? "50"), (1...100).contains(limit) else {
            throw Problem(400, "limit is a whole number from 1 to 100.")
        }
        var parameters: [SQLValue] = [.text(owner), .text(status ?? "")]
        if !isVulnerable { parameters.append(.text("%\(recipient)%")) }
        let pattern = isVulnerable ? "'%\(recipient)%'" : "$3"
        let found = try await database.query(
            "SELECT * FROM parcels WHERE owner = $1 AND ($2 = '' OR status = $2) AND recipient LIKE \(pattern)"
                + " ORDER BY trackingnumber LIMIT \(limit)",
            parameters
        )
        return .json(.array(found.json.map(Self.published)))
    }

    private func send(_ request: IncomingRequest) async throws -> Answer {
        let owner = try caller(request)
        let body = try request.json()
        guard let recipient = body["recipient"]?.stringValue, (1...64).contains(recipient.count),
            let weight = body["weightGrams"]?.integerValue, (1...30_000).contains(weight),
            let depot = body["depotId"]?.integerValue, (1...3).contains(depot)
        else { throw Problem(400, "recipient, weightGrams or depotId is missing or out of its range.") }
        let known = try await database.query("SELECT max(trackingnumber), count(*) FROM parcels").rows.first ?? []
        guard let last = known.first?.text, (known.last?.integer ?? 0) < 5_000 else {
            throw Problem(403, "No more parcels are taken.")
        }
        let number = "VP" + String((Int(last.dropFirst(2)) ?? 20_260_000) + 1)
        database.insert(
            [.text(number), .text(owner), .text(recipient), .text("registered"), .integer(weight), .integer(depot)],
            into: "parcels"
        )
        database.insert([.text(number), .text("2026-03-06"), .text("Registered")], into: "events")
        return .json(Self.published(try await parcel(number, of: owner)), status: 201)
    }
}
