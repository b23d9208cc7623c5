//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

import Crypto

extension ParcelService {
    static func seed(hashesPasswords: Bool) -> Database {
        let customers = accounts.map { ($0.username, $0.password) } + [("depot-office", "Harbour-Crane-17")]
        let rows: [[SQLValue]] = customers.enumerated().map { index, customer in
            [
                .integer(index + 1), .text(customer.0), .text(hashesPasswords ? hash(customer.1) : customer.1),
                .text(customer.0.prefix(1).uppercased() + customer.0.dropFirst()),
                .text("\(customer.0)@parcels.example"), .text("\(12 + index) Quay Street"),
            ]
        }
        return Database([
            "customers": .init(columns: customerColumns, rows: rows),
            "parcels": .init(columns: parcelColumns, rows: parcels),
            "events": .init(columns: eventColumns, rows: events),
            "depots": .init(
                columns: [.init("id", .integer), .init("name", .varchar), .init("city", .varchar)],
                rows: [
                    [.integer(1), .text("Northgate"), .text("Bergen")],
                    [.integer(2), .text("Harbour"), .text("Rostock")],
                    [.integer(3), .text("Millfield"), .text("Utrecht")],
                ]
            ),
            "invoices": .init(
                columns: [.init("number", .varchar), .init("owner", .varchar), .init("amountcents", .integer)],
                rows: [
                    [.text("INV-2026-071"), .text("mira"), .integer(1840)],
                    [.text("INV-2026-072"), .text("tomas"), .integer(920)],
                    [.text("INV-2026-078"), .text("mira"), .integer(460)],
                ]
            ),
            "notifications": .init(
                columns: [.init("id", .integer), .init("owner", .varchar), .init("text", .varchar)],
                rows: [
                    [.integer(1), .text("mira"), .text("VP20260001 left the depot Northgate.")],
                    [.integer(2), .text("tomas"), .text("VP20260003 was delivered.")],
                ]
            ),
        ])
    }

    private static let customerColumns: [Database.Column] = [
        .init("id", .integer), .init("username", .varchar), .init("password", .varchar),
        .init("displayname", .varchar), .init("email", .varchar), .init("address", .varchar),
    ]

    private static let parcelColumns: [Database.Column] = [
        .init("trackingnumber", .varchar), .init("owner", .varchar), .init("recipient", .varchar),
        .init("status", .varchar), .init("weightgrams", .integer), .init("depotid", .integer),
    ]

    private static let eventColumns: [Database.Column] = [
        .init("trackingnumber", .varchar), .init("day", .varchar), .init("note", .varchar),
    ]

    private static let parcels: [[SQLValue]] = [
        [.text("VP20260001"), .text("mira"), .text("Ines Aalto"), .text("in-transit"), .integer(1200), .integer(1)],
        [.text("VP20260002"), .text("mira"), .text("Jan Kowal"), .text("registered"), .integer(350), .integer(2)],
        [.text("VP20260003"), .text("tomas"), .text("Ana Brito"), .text("delivered"), .integer(5400), .integer(3)],
        [.text("VP20260004"), .text("tomas"), .text("Li Wen"), .text("in-transit"), .integer(800), .integer(1)],
    ]

    private static let events: [[SQLValue]] = [
        [.text("VP20260001"), .text("2026-03-02"), .text("Registered")],
        [.text("VP20260001"), .text("2026-03-03"), .text("Left the depot")],
        [.text("VP20260002"), .text("2026-03-05"), .text("Registered")],
        [.text("VP20260003"), .text("2026-03-01"), .text("Delivered")],
        [.text("VP20260004"), .text("2026-03-04"), .text("Left the depot")],
    ]

    /// What the secure build keeps of a password.
    ///
    /// A real service would take Argon2 or bcrypt.
    static func hash(_ password: String) -> String {
        var digest = Array(SHA256.hash(data: Array("parcels:\(password)".utf8)))
        for _ in 0..<200 { digest = Array(SHA256.hash(data: digest)) }
        return Base64URL.encode(digest)
    }
}
